import { lastOf, queryValues } from './query';
import { restContext, RestCaller } from './request-context';
import { headerValues } from './request-headers';
import { Invocation, newTraceId } from '../event/invocation';

/** All that the event of a request is made of. */
export interface RestEventParts {
  readonly invocation: Invocation;
  readonly stage: string;
  /** Without the stage, as the client sent it. */
  readonly path: string;
  /** The path of the resource: `/mcp/{proxy+}`. */
  readonly resourcePath: string;
  readonly caller: RestCaller;
  /** Names and values in turn, as the client sent them. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer | null;
  /** Whether the body is bytes to the API, and not text. */
  readonly isBinary: boolean;
  /** The gateway's own port. */
  readonly port: number | undefined;
}

/** The parts of an event of payload format 1.0; `head` makes the fields before the context, with texts as they came. */
export function eventPartsOf({ invocation, stage, path, resourcePath, caller, rawHeaders, isBinary, port, body: sent }: RestEventParts) {
  const { method, query, sourceIp, arrivedAt } = invocation;
  const traceId = newTraceId(arrivedAt);
  const values = headerValues(rawHeaders, sourceIp);
  values.set('x-forwarded-port', [String(port)]).set('x-forwarded-proto', ['http']).set('x-amzn-trace-id', [traceId]);
  const parameters = queryValues(query);
  return {
    traceId,
    values,
    parameters,
    context: restContext(invocation, stage, resourcePath, caller),
    // Of bytes that are no UTF-8, a text has U+FFFD.
    body: sent === null || isBinary ? sent : Buffer.from(sent.toString()),
    head: () => ({
      resource: resourcePath,
      path,
      httpMethod: method,
      headers: lastOf(values),
      multiValueHeaders: Object.fromEntries(values),
      queryStringParameters: query === undefined ? null : lastOf(parameters),
      multiValueQueryStringParameters: query === undefined ? null : Object.fromEntries(parameters),
      pathParameters: null,
      stageVariables: null,
    }),
  };
}
