/** The second id that a REST API gives to a request, as an HTTP API forms its only one: here made of the first, which is a UUID. */
export function extendedId(requestId: string): string {
  return Buffer.from(requestId.replaceAll('-', '').slice(0, 22), 'hex').toString('base64');
}
