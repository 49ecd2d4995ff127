/** What a REST API does not hand on to a function, and what it sets itself. */
const NOT_FORWARDED = new Set([
  'connection', 'content-length', 'content-md5', 'expect', 'keep-alive', 'max-forwards', 'proxy-authenticate', 'proxy-connection', 'server', 'te',
  'trailer', 'transfer-encoding', 'upgrade', 'www-authenticate', 'x-forwarded-port', 'x-forwarded-proto',
]);

/** The client's headers by their names in lower case, with all values of each. What only AWS may set is left out. */
export function headerValues(rawHeaders: readonly string[], sourceIp: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index].toLowerCase();
    if (NOT_FORWARDED.has(name) || name.startsWith('x-amzn-')) continue;
    const before = values.get(name);
    if (before) before.push(rawHeaders[index + 1]);
    else values.set(name, [rawHeaders[index + 1]]);
  }
  values.set('x-forwarded-for', [[...values.get('x-forwarded-for') ?? [], sourceIp].join(', ')]);
  return values;
}

/**
 * What the adapter makes of them: of several values the last one reaches the server, since the event's
 * `headers`, which have one value each, replace its `multiValueHeaders` there.
 */
export function adapterHeaders(values: ReadonlyMap<string, readonly string[]>): string[] {
  const headers: string[] = [];
  for (const [name, all] of values) {
    headers.push(name, all[all.length - 1]);
  }
  return headers;
}
