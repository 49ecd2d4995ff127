import { adapterAnswer } from './adapter-answer';
import { returnedHeaders } from './returned-headers';
import { ServerAnswer } from '../../instances/exchange';
import { Refusal } from '../refusal';
import { Reply } from '../reply';

/** What the client gets of the server's answer. `cors` are the gateway's own headers, undefined where nothing is configured. Throws a `Refusal`. */
export function integrationReply(answer: ServerAnswer, cors: readonly string[] | undefined): Reply {
  const returned = adapterAnswer(answer, '2.0');
  if ('failure' in returned) throw new Refusal('function-failed', returned.failure);
  const { body } = returned;
  const headers = returnedHeaders(answer.headers, { dropCors: cors !== undefined, withBody: body.length > 0 });
  return { status: answer.status, headers: cors ? headers.concat(cors) : headers, body };
}
