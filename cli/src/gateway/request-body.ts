import { IncomingMessage } from 'node:http';

/** The request is larger than what a function can be invoked with. */
export class BodyTooLarge extends Error {}

/** Reads the whole body, as it must be before a function is invoked; null where there is none. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (chunked === undefined && (length === undefined || length === '0')) return null;
  if (Number(length) > maxBytes) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        reject(new BodyTooLarge());
        return;
      }
      chunks.push(chunk);
    });
    request.once('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the client closed the connection')));
  });
}
