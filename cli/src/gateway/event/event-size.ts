import { Invocation, Way } from './invocation';
import { bodyJsonBytes, sureToFit } from '../body-json';

/** Lambda's limit for the event of a synchronous invocation: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_EVENT_BYTES = 6 * 1024 * 1024;

const SURE_TO_FIT = sureToFit(MAX_EVENT_BYTES);

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

/**
 * Whether Lambda takes an event with this body, whose size is asked for where it matters alone. Counted is the event of this gateway:
 * on AWS its host and ids are some bytes more or less.
 */
export function lambdaTakes(body: Buffer | null, sizeWith: (body: Buffer) => number): boolean {
  return body === null || body.length <= SURE_TO_FIT || sizeWith(body) <= MAX_EVENT_BYTES;
}

/** Whether Lambda takes the event of payload format 2.0. */
export function eventFits(body: Buffer | null, parts: EventParts): boolean {
  return lambdaTakes(body, (whole) => eventBytes(whole, parts));
}

function eventBytes(body: Buffer, { invocation: { query }, way: { routeKey, rawPath }, requestContext, headers }: EventParts): number {
  const { cookie, ...others } = record(headers);
  const isText = TEXT.test(others['content-type'] ?? 'text/plain');
  const withoutBodyAndContext = JSON.stringify({
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query ?? '',
    ...cookie === undefined ? {} : { cookies: cookie.split(';') },
    headers: { ...others, 'content-length': String(body.length) },
    ...query === undefined ? {} : { queryStringParameters: joinedParameters(query) },
    requestContext: 0,
    body: 0,
    isBase64Encoded: !isText,
  });
  return Buffer.byteLength(withoutBodyAndContext) - '00'.length + requestContext.length + bodyJsonBytes(body, isText);
}

function record(headers: readonly string[]): Record<string, string> {
  return Object.fromEntries(headers.flatMap((name, index) => index % 2 === 0 ? [[name, headers[index + 1]]] : []));
}

function joinedParameters(query: string): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}
