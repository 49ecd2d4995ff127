import { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal';

/**
 * "Total combined size of request line and header values" of an HTTP API, and the same of a REST API:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const MAX_HEAD_BYTES = 10_240;

/** Throws a `Refusal` where the request line and the values of the headers are larger than API Gateway takes. */
export function checkHeadSize({ method, url, httpVersion, rawHeaders }: IncomingMessage): void {
  // Each character is a byte, as Node has read it.
  let size = `${method} ${url} HTTP/${httpVersion}`.length;
  for (let index = 1; index < rawHeaders.length; index += 2) {
    size += rawHeaders[index].length;
  }
  if (size > MAX_HEAD_BYTES) throw headTooLarge(`${size} bytes`);
}

/** `size` is said in words: `12000 bytes`. */
export function headTooLarge(size: string): Refusal {
  return new Refusal('head-too-large', `request line and header values are ${size} together, and API Gateway takes ${MAX_HEAD_BYTES}`);
}
