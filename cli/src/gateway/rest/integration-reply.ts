import { AnswerHead, ServerAnswer } from '../../instances/exchange';
import { adapterAnswer, unreadableHead } from '../answer/adapter-answer';
import { Refusal } from '../refusal';
import { Reply, ReplyHead } from '../reply';

/**
 * Headers that a function may not say under their own names: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 * says of more of them that they may be renamed; these are.
 */
const REMAPPED = new Set([
  'authorization', 'connection', 'content-length', 'content-md5', 'date', 'expect', 'host', 'max-forwards', 'proxy-authenticate', 'server', 'trailer',
  'upgrade', 'user-agent', 'via', 'www-authenticate',
]);

/** Headers of the connection with the server. */
const NOT_RETURNED = new Set(['keep-alive', 'proxy-connection', 'te', 'transfer-encoding']);

/** What a REST API calls an answer without a type. */
const DEFAULT_TYPE = ['content-type', 'application/json'];

/** What the client gets of the server's answer: all values of each header. Throws a `Refusal`. */
export function restReply(answer: ServerAnswer, { binary, traceId }: { binary: boolean; traceId: string }): Reply {
  const returned = adapterAnswer(answer, '1.0');
  if ('failure' in returned) throw new Refusal('function-failed', returned.failure);
  const { body, isText } = returned;
  return {
    status: answer.status,
    headers: [...returnedHeaders(answer.headers), 'x-amzn-trace-id', traceId],
    // To an API without binary media types the base64 of the adapter is a text like any other.
    body: isText || binary ? body : Buffer.from(body.toString('base64')),
  };
}

/** What the client gets before a body that is streamed. Throws a `Refusal`. */
export function restHead({ status, headers }: AnswerHead, traceId: string): ReplyHead {
  const failure = unreadableHead(headers);
  if (failure !== undefined) throw new Refusal('function-failed', failure);
  return { status, headers: [...returnedHeaders(headers), 'x-amzn-trace-id', traceId] };
}

function returnedHeaders(headers: readonly string[]): string[] {
  const returned: string[] = [];
  let typed = false;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index].toLowerCase();
    if (NOT_RETURNED.has(name)) continue;
    typed ||= name === 'content-type';
    returned.push(REMAPPED.has(name) ? `x-amzn-remapped-${name}` : name, headers[index + 1]);
  }
  return typed ? returned : returned.concat(DEFAULT_TYPE);
}
