import { adapterAnswer } from './adapter-answer';
import { returnedHeaders } from './returned-headers';
import { Answered, Ended, functionFailed } from '../invoke';

/** What the client gets of the server's answer. `cors` are the gateway's own headers, undefined where nothing is configured. */
export function integrationReply({ answer, instance, cold }: Answered, cors: readonly string[] | undefined): Ended {
  const returned = adapterAnswer(answer);
  if ('failure' in returned) return functionFailed(returned.failure, { instance, cold });
  const headers = returnedHeaders(answer.headers, { dropCors: cors !== undefined, withBody: returned.body.length > 0 });
  return { reply: { status: answer.status, headers: cors ? headers.concat(cors) : headers, body: returned.body }, instance, cold };
}
