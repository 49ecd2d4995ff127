import { gatewayReply, Reply } from './reply';

/** The gateway answers instead of the server, in the words of API Gateway; thrown by the step that finds out why. */
export class Refusal extends Error {
  readonly reply: Reply;

  /** `failure` is for the developer, and stands in the request line. */
  constructor(status: number, message: string, failure: string) {
    super(failure);
    this.reply = gatewayReply(status, message);
  }
}

/** The path holds a percent sign that starts no escape. */
export class MalformedPath extends Refusal {
  constructor() {
    super(400, 'Bad Request', 'the path holds a malformed percent escape');
  }
}
