import { eventHead, EventParts, isText } from './event';
import { bodyJsonBytes, sureToFit } from '../body-json';

/** Lambda's limit for the event of a synchronous invocation: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_EVENT_BYTES = 6 * 1024 * 1024;

const SURE_TO_FIT = sureToFit(MAX_EVENT_BYTES);

/**
 * Whether Lambda takes an event with this body, whose size is asked for where it matters alone. Counted is the event of this gateway:
 * on AWS its host and ids are some bytes more or less.
 */
export function lambdaTakes(body: Buffer | null, sizeWith: (body: Buffer) => number): boolean {
  return body === null || body.length <= SURE_TO_FIT || sizeWith(body) <= MAX_EVENT_BYTES;
}

/** Whether Lambda takes the event of payload format 2.0. */
export function eventFits(body: Buffer | null, parts: EventParts): boolean {
  return lambdaTakes(body, (whole) => {
    const head = eventHead(parts, whole.length);
    return eventBytes(head, parts.requestContext, whole, isText(head.headers['content-type']));
  });
}

/** The size of an event as JSON. `head` is what comes before its context, which is given as JSON, its bytes each a character. */
export function eventBytes(head: object, requestContext: string, body: Buffer, asText: boolean): number {
  const withoutBodyAndContext = JSON.stringify({ ...head, requestContext: 0, body: 0, isBase64Encoded: !asText });
  return Buffer.byteLength(withoutBodyAndContext) - '00'.length + requestContext.length + bodyJsonBytes(body, asText);
}
