/** What a streamed answer begins with. */
interface Prelude {
  readonly statusCode?: number;
  readonly headers?: Record<string, string>;
  readonly cookies?: readonly string[];
}

/** The mark between prelude and body. */
const SEPARATOR = Buffer.alloc(8);

/** Whether an event, as the Runtime API hands it out, is that of a REST API, which has the method at its top. */
export function isRestEvent(json: Buffer): boolean {
  const event: unknown = JSON.parse(json.toString());
  return typeof event === 'object' && event !== null && 'httpMethod' in event;
}

/** The answer of a proxy integration that a stream of a text comes to. */
export function bufferedAnswer(streamed: Buffer): string {
  const end = streamed.indexOf(SEPARATOR);
  if (end < 0) throw new Error(`a streamed answer without a prelude: ${streamed.toString()}`);
  const { statusCode = 200, headers = {}, cookies = [] } = JSON.parse(streamed.subarray(0, end).toString()) as Prelude;
  const body = streamed.subarray(end + SEPARATOR.length).toString();
  return JSON.stringify({ statusCode, headers, ...cookies.length > 0 && { multiValueHeaders: { 'set-cookie': cookies } }, body });
}
