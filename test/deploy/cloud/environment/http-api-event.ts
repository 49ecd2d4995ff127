/** What is read and changed of an event in payload format 2.0. */
interface HttpApiEvent {
  readonly version?: string;
  rawPath: string;
  readonly requestContext: { readonly stage: string; readonly http: { path: string } };
}

/**
 * The event with a named stage at the beginning of its paths, where AWS has it and ministack leaves it out.
 * Function URLs have the same format, and the stage `$default`.
 */
export function withStageInPath(json: Buffer): Buffer {
  const event = JSON.parse(json.toString()) as Partial<HttpApiEvent> | null;
  if (!isHttpApiEvent(event) || event.requestContext.stage === '$default') return json;
  const prefix = `/${event.requestContext.stage}`;
  event.rawPath = `${prefix}${event.rawPath}`;
  event.requestContext.http.path = `${prefix}${event.requestContext.http.path}`;
  return Buffer.from(JSON.stringify(event));
}

/** An event that is invoked by hand may be anything. */
function isHttpApiEvent(event: Partial<HttpApiEvent> | null): event is HttpApiEvent {
  return event?.version === '2.0' && event.rawPath !== undefined && event.requestContext?.http !== undefined;
}
