import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { ServerAnswer } from '../../instances/exchange';
import { bodyJsonBytes, sureToFit } from '../body-json';

/** Lambda's limit for what a function returns, in its own words below. */
const MAX_PAYLOAD_BYTES = 6_291_556;

export const PAYLOAD_TOO_LARGE = `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`;

const SURE_TO_FIT = sureToFit(MAX_PAYLOAD_BYTES);

/** Types of which the adapter makes text; of all others, and of what is compressed, it makes base64. */
const TEXT_TYPES = ['text', 'application/json', 'application/javascript', 'application/xml', 'application/yaml'];
const TEXT_ENDINGS = ['+xml', '+yaml', '+json'];

const CHARSET = /;\s*charset="?([^";\s]+)/i;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

const NOT_ASCII = /[\x80-\xff]/;

/** What the adapter makes of the server's answer, or why it can return none: its own answer is JSON, where what is no text is base64. */
export type AdapterAnswer = { readonly body: Buffer; readonly isText: boolean } | { readonly failure: string };

/** The payload format of the adapter's own answer. */
export type PayloadFormat = '1.0' | '2.0';

/**
 * Does to the answer what the adapter does: texts become UTF-8, and what Lambda does not take fails.
 * https://github.com/awslabs/aws-lambda-rust-runtime/blob/main/lambda-http/src/response.rs
 */
export function adapterAnswer({ status, headers, body }: ServerAnswer, format: PayloadFormat): AdapterAnswer {
  const failure = unreadableHead(headers);
  if (failure !== undefined) return { failure };
  const type = valueOf(headers, 'content-type');
  const isText = valueOf(headers, 'content-encoding') === undefined && (type === undefined || isTextType(type));
  const returned = isText ? inUtf8(body, type) : body;
  if (returned.length > SURE_TO_FIT && envelopeBytes(status, headers, isText, format) + bodyJsonBytes(returned, isText) > MAX_PAYLOAD_BYTES) {
    return { failure: PAYLOAD_TOO_LARGE };
  }
  return { body: returned, isText };
}

/** The size of the adapter's answer but for the body. */
function envelopeBytes(status: number, headers: readonly string[], isText: boolean, format: PayloadFormat): number {
  // A header may have any name, `constructor` too.
  const single = Object.create(null) as Record<string, string>;
  const several = Object.create(null) as Record<string, string[]>;
  const cookies: string[] = [];
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index].toLowerCase();
    const value = Buffer.from(headers[index + 1], 'latin1').toString();
    if (name === 'transfer-encoding') continue;
    if (format === '1.0') {
      (several[name] ??= []).push(value);
    } else if (name === 'set-cookie') {
      cookies.push(value);
    } else {
      single[name] ??= value;
    }
  }
  const envelope = JSON.stringify({
    statusCode: status, headers: single, multiValueHeaders: several, body: 0, isBase64Encoded: !isText, ...format === '1.0' ? {} : { cookies },
  });
  return Buffer.byteLength(envelope) - '0'.length;
}

function isTextType(type: string): boolean {
  const [name] = type.trim().split(';', 1);
  return TEXT_TYPES.some((start) => type.startsWith(start)) || TEXT_ENDINGS.some((end) => name.endsWith(end));
}

/** The text in UTF-8; what is no character in its own encoding becomes U+FFFD. */
function inUtf8(body: Buffer, type: string | undefined): Buffer {
  const charset = (type && CHARSET.exec(type)?.[1]) ?? 'utf-8';
  const isPlain = /^utf-?8$/i.test(charset) && isUtf8(body) && !body.subarray(0, 3).equals(BYTE_ORDER_MARK);
  return isPlain ? body : Buffer.from(decoderFor(charset).decode(body));
}

function decoderFor(charset: string) {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** Why the adapter can tell of no such head; undefined where it can. */
export function unreadableHead(headers: readonly string[]): string | undefined {
  const place = headers.findIndex((value, index) => index % 2 === 1 && NOT_ASCII.test(value) && !isUtf8(Buffer.from(value, 'latin1')));
  return place < 0 ? undefined : `the response header ${headers[place - 1].toLowerCase()} is not UTF-8, and the adapter's answer is JSON`;
}

function valueOf(headers: readonly string[], name: string): string | undefined {
  const place = headers.findIndex((each, index) => index % 2 === 0 && each.length === name.length && each.toLowerCase() === name);
  return place < 0 ? undefined : headers[place + 1];
}
