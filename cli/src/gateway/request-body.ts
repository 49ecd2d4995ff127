import { IncomingMessage } from 'node:http';

/** The request is larger than what a function can be invoked with. */
export class BodyTooLarge extends Error {}

/** Types whose bodies stand in an event as they are; all others do in base64. */
const TEXT = /^text\/|^application\/(?:json|javascript|xml)\b|\+(?:json|xml)\b/;

/**
 * Reads the whole body, as it must be before a function is invoked; null where there is none. One that
 * is too large is read to its end as well, so that the client gets to see the answer.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const { 'content-length': length, 'transfer-encoding': chunked, 'content-type': type = 'text/plain' } = request.headers;
  if (chunked === undefined && (length === undefined || length === '0')) return null;
  const limit = TEXT.test(type) ? maxBytes : Math.floor(maxBytes / 4) * 3;
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
    });
    request.once('end', () => {
      if (size > limit) {
        reject(new BodyTooLarge());
      } else {
        resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size));
      }
    });
    request.once('error', reject);
    request.once('close', () => reject(new Error('the client closed the connection')));
  });
}
