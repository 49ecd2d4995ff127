import { randomUUID } from 'node:crypto';
import { adapterQuery, lastOf, queryValues } from './query';
import { restContext, RestCaller } from './request-context';
import { adapterHeaders, headerValues } from './request-headers';
import { ServerRequest } from '../../instances/exchange';
import { removeBasePath } from '../event/base-path';
import { eventBytes, lambdaTakes } from '../event/event-size';
import { Invocation, newTraceId } from '../event/invocation';
import { eventTooLarge } from '../event/request-body';
import { adapterTarget } from '../event/target';

/** All that the request of the server is made of. */
export interface RestRequestParts {
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
  /** `AWS_LWA_REMOVE_BASE_PATH`. */
  readonly basePath: string | undefined;
}

/** What the server is sent: the event of a REST API, as the adapter unpacks it. Throws a `Refusal` where Lambda takes no such event. */
export function restServerRequest(parts: RestRequestParts): ServerRequest {
  const { invocation, stage, path, resourcePath, rawHeaders, isBinary, port, basePath } = parts;
  const { method, query, sourceIp, arrivedAt } = invocation;
  const traceId = newTraceId(arrivedAt);
  const values = headerValues(rawHeaders, sourceIp);
  values.set('x-forwarded-port', [String(port)]).set('x-forwarded-proto', ['http']).set('x-amzn-trace-id', [traceId]);
  const context = restContext(invocation, stage, resourcePath, parts.caller);
  const parameters = queryValues(query);
  // Of bytes that are no UTF-8, a text has U+FFFD.
  const body = parts.body === null || isBinary ? parts.body : Buffer.from(parts.body.toString());
  const head = () => ({
    resource: resourcePath,
    path,
    httpMethod: method,
    headers: lastOf(values),
    multiValueHeaders: Object.fromEntries(values),
    queryStringParameters: query === undefined ? null : lastOf(parameters),
    multiValueQueryStringParameters: query === undefined ? null : Object.fromEntries(parameters),
    pathParameters: null,
    stageVariables: null,
  });
  if (!lambdaTakes(body, (whole) => eventBytes(head(), context, whole, !isBinary))) throw eventTooLarge();
  const headers = [...adapterHeaders(values), 'x-amzn-request-context', context];
  return { method, path: adapterTarget(removeBasePath(path, basePath), adapterQuery(parameters)), headers, body, requestId: randomUUID(), traceId };
}
