import { adapterAnswer } from './adapter-answer';
import { returnedReply } from './returned-headers';
import { ServerAnswer } from '../../instances/exchange';
import { Refusal } from '../refusal';
import { Reply } from '../reply';

/** What the client gets of the server's answer. `cors` are the gateway's own headers, undefined where nothing is configured. Throws a `Refusal`. */
export function integrationReply(answer: ServerAnswer, cors: readonly string[] | undefined): Reply {
  const returned = adapterAnswer(answer, '2.0');
  if ('failure' in returned) throw new Refusal('function-failed', returned.failure);
  return returnedReply({ ...answer, body: returned.body }, cors);
}
