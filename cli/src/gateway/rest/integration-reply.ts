import { AnswerHead, ServerAnswer } from '../../instances/exchange';
import { adapterAnswer, unreadableHead } from '../answer/adapter-answer';
import { remappedHeaders } from '../answer/remapped-headers';
import { Refusal } from '../refusal';
import { Reply, ReplyHead } from '../reply';

/** What a REST API calls an answer without a type. */
const DEFAULT_TYPE = 'application/json';

/** What the client gets of the server's answer: all values of each header. Throws a `Refusal`. */
export function restReply(answer: ServerAnswer, { binary, traceId }: { binary: boolean; traceId: string }): Reply {
  const returned = adapterAnswer(answer, '1.0');
  if ('failure' in returned) throw new Refusal('function-failed', returned.failure);
  const { body, isText } = returned;
  return {
    status: answer.status,
    headers: [...remappedHeaders(answer.headers, DEFAULT_TYPE), 'x-amzn-trace-id', traceId],
    // To an API without binary media types the base64 of the adapter is a text like any other.
    body: isText || binary ? body : Buffer.from(body.toString('base64')),
  };
}

/** What the client gets before a body that is streamed. Throws a `Refusal`. */
export function restHead({ status, headers }: AnswerHead, traceId: string): ReplyHead {
  const failure = unreadableHead(headers);
  if (failure !== undefined) throw new Refusal('function-failed', failure);
  return { status, headers: [...remappedHeaders(headers, DEFAULT_TYPE), 'x-amzn-trace-id', traceId] };
}
