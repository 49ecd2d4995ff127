/** Headers of one connection, which no gateway passes on, and those that it sets itself. */
const NOT_FORWARDED = new Set([
  'connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect',
  'content-length', 'x-forwarded-port', 'x-forwarded-proto',
]);

/** The client's headers with those that API Gateway adds. */
export function gatewayHeaders(rawHeaders: readonly string[], { sourceIp, port, traceId }: Added): string[] {
  return forwardedHeaders(rawHeaders, sourceIp).concat('x-forwarded-port', String(port), 'x-forwarded-proto', 'http', 'x-amzn-trace-id', traceId);
}

/** What the added headers tell. */
export interface Added {
  readonly sourceIp: string;
  /** The gateway's own. */
  readonly port: number | undefined;
  readonly traceId: string;
}

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
