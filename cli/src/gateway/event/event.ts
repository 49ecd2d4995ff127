import { Invocation, Way } from './invocation';

/** Types whose bodies stand in an event as they are; all others do in base64. */
const TEXT = /^text\/|^application\/(?:json|javascript|xml)\b|\+(?:json|xml)\b/;

/** What an event of payload format 2.0 is made of, but for the body. */
export interface EventParts {
  readonly invocation: Invocation;
  readonly way: Way;
  /** As JSON, its bytes each a character. */
  readonly requestContext: string;
  /** Names and values in turn, as the function gets them. */
  readonly headers: readonly string[];
}

/** The fields of an event that come before its request context and its body, of which the length alone is told. */
export function eventHead({ invocation: { query }, way: { routeKey, rawPath }, headers }: Omit<EventParts, 'requestContext'>, length: number) {
  const { cookie, ...others } = record(headers);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query ?? '',
    ...cookie === undefined ? {} : { cookies: cookie.split(';') },
    headers: { ...others, 'content-length': String(length) } as Readonly<Record<string, string>>,
    ...query === undefined ? {} : { queryStringParameters: joinedParameters(query) },
  };
}

/** The event of a request, as JSON. `parameters` are the variables of the route's path. */
export function eventJson(parts: EventParts, body: Buffer | null, parameters: Readonly<Record<string, string>>): string {
  const head = eventHead({ ...parts, headers: parts.headers.map(inUtf8) }, body?.length ?? 0);
  const asText = isText(head.headers['content-type']);
  return JSON.stringify({
    ...head,
    requestContext: JSON.parse(inUtf8(parts.requestContext)),
    ...Object.keys(parameters).length === 0 ? {} : { pathParameters: parameters },
    ...body === null ? {} : { body: body.toString(asText ? 'utf8' : 'base64') },
    isBase64Encoded: body !== null && !asText,
  });
}

/** Whether a body of this type stands in an event as it is. */
export const isText = (type = 'text/plain'): boolean => TEXT.test(type);

/** Node reads and writes the bytes of headers as letters of Latin-1. */
export const inUtf8 = (text: string): string => Buffer.from(text, 'latin1').toString();

/** Of names and values in turn. */
function record(headers: readonly string[]): Record<string, string> {
  return Object.fromEntries(headers.flatMap((name, index) => index % 2 === 0 ? [[name, headers[index + 1]]] : []));
}

/** The parameters of a query, repeated ones joined by commas. */
export function joinedParameters(query: string): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}
