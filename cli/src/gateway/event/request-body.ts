import { IncomingMessage } from 'node:http';
import { MAX_EVENT_BYTES } from './event-size';
import { Refusal } from '../refusal';

/** Of HTTP APIs and REST APIs: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;

/** So much of a body that is too large is read before the connection ends: many clients look for the answer when all is sent. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

/** Reads the body of one request, when it is first asked. */
export type ReadBody = () => Promise<Buffer | null>;

/** The body of a request, which can be read once alone. */
export function bodyOf(request: IncomingMessage): ReadBody {
  let body: Promise<Buffer | null> | undefined;
  return async () => (body ??= readBody(request));
}

/** Reads the whole body, as it must be before a function is invoked; null where there is none. Rejects with a `Refusal`. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (chunked === undefined && (length === undefined || length === '0')) return null;
  if (request.destroyed) throw clientGone();
  let chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_EVENT_BYTES) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      if (size > MAX_READ_BYTES && size - chunk.length <= MAX_READ_BYTES) {
        reject(tooLarge(size));
        // The answer is on its way by then.
        setImmediate(() => request.socket.destroySoon());
      }
    });
    request.once('end', () => {
      if (size > MAX_EVENT_BYTES) {
        reject(tooLarge(size));
      } else {
        resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size));
      }
    });
    const gone = () => {
      if (!request.complete) reject(clientGone());
    };
    request.once('error', gone);
    request.once('close', gone);
  });
}

const clientGone = () => new Refusal('client-gone', 'the connection was closed before the request was complete');

function tooLarge(bytes: number): Refusal {
  return bytes > MAX_PAYLOAD_BYTES ? new Refusal('body-too-large', 'the body is larger than the 10 MB that API Gateway takes') : eventTooLarge();
}

/** Lambda refuses the event. */
export const eventTooLarge = (): Refusal =>
  new Refusal('event-too-large', `the event is larger than the ${MAX_EVENT_BYTES} bytes (6 MB) that a function is invoked with`);
