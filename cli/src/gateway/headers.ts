import { isUtf8 } from 'node:buffer';

/** Headers of one connection, which no gateway passes on, and those that it sets itself. */
const NOT_FORWARDED = new Set([
  'connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect',
  'content-length', 'x-forwarded-port', 'x-forwarded-proto',
]);

/** What an HTTP API calls a body without a type. */
const DEFAULT_TYPE = 'text/plain; charset=utf-8';

const NOT_ASCII = /[\x80-\xff]/;

const NOT_RETURNED = new Set(['connection', 'keep-alive', 'proxy-connection', 'trailer', 'transfer-encoding', 'upgrade', 'content-length', 'date']);

/**
 * The client's headers as payload format 2.0 and the adapter pass them on: names in lower case,
 * repeated ones joined by commas, cookies by semicolons. What only AWS may set is left out.
 */
export function forwardedHeaders(rawHeaders: readonly string[], sourceIp: string): string[] {
  const joined = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index].toLowerCase();
    if (NOT_FORWARDED.has(name) || name.startsWith('x-amzn-')) continue;
    const value = rawHeaders[index + 1];
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before}${name === 'cookie' ? ';' : ','}${value}`);
  }
  const cookie = joined.get('cookie');
  if (cookie !== undefined) {
    joined.set('cookie', cookie.split(';').map((part) => part.trim()).join(';'));
  }
  const via = joined.get('x-forwarded-for');
  joined.set('x-forwarded-for', via === undefined ? sourceIp : `${via}, ${sourceIp}`);
  const headers: string[] = [];
  for (const [name, value] of joined) {
    headers.push(name, value);
  }
  return headers;
}

/**
 * The server's headers as the gateway returns them: with payload format 2.0 each name has one value,
 * the first, but for cookies. With `dropCors` the gateway's own CORS headers count.
 */
export function returnedHeaders(headers: readonly string[], { dropCors, withBody }: { dropCors: boolean; withBody: boolean }): string[] {
  const returned: string[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index].toLowerCase();
    if (NOT_RETURNED.has(name) || seen.has(name) || dropCors && name.startsWith('access-control-')) continue;
    if (name !== 'set-cookie') {
      seen.add(name);
    }
    returned.push(name, headers[index + 1]);
  }
  return seen.has('content-type') || !withBody ? returned : returned.concat('content-type', DEFAULT_TYPE);
}

/** The name of a header whose value the adapter cannot pass on: its answer is JSON, and so UTF-8. */
export function unreadableHeader(headers: readonly string[]): string | undefined {
  const place = headers.findIndex((value, index) => index % 2 === 1 && NOT_ASCII.test(value) && !isUtf8(Buffer.from(value, 'latin1')));
  return place < 0 ? undefined : headers[place - 1].toLowerCase();
}
