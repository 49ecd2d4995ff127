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

/** The server's headers as a REST API and a function URL return them, with a type in any case. */
export function remappedHeaders(headers: readonly string[], defaultType: string): string[] {
  const returned: string[] = [];
  let typed = false;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index].toLowerCase();
    if (NOT_RETURNED.has(name)) continue;
    typed ||= name === 'content-type';
    returned.push(REMAPPED.has(name) ? `x-amzn-remapped-${name}` : name, headers[index + 1]);
  }
  return typed ? returned : returned.concat('content-type', defaultType);
}
