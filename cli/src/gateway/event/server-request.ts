import { randomUUID } from 'node:crypto';
import { AuthorizerContext } from './authorizer-context';
import { removeBasePath } from './base-path';
import { eventFits } from './event-size';
import { gatewayHeaders } from './forwarded-headers';
import { Invocation, newTraceId, requestContext, Way } from './invocation';
import { eventTooLarge } from './request-body';
import { adapterTarget, decodePath } from './target';
import { ServerRequest } from '../../instances/exchange';

/** All that the request of the server is made of. */
export interface RequestParts {
  readonly invocation: Invocation;
  readonly stage: string;
  readonly routeKey: string;
  /** As in a `Way`. */
  readonly accountId?: string;
  readonly authorizer: AuthorizerContext | undefined;
  /** Names and values in turn, as the client sent them. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer | null;
  /** The gateway's own port. */
  readonly port: number | undefined;
  /** `AWS_LWA_REMOVE_BASE_PATH`. */
  readonly basePath: string | undefined;
}

/** What the server is sent: the event of payload format 2.0, as the adapter unpacks it. Throws a `Refusal` where Lambda takes no such event. */
export function serverRequest({ invocation, stage, routeKey, accountId, authorizer, rawHeaders, body, port, basePath }: RequestParts): ServerRequest {
  const way: Way = { stage, routeKey, rawPath: decodePath(invocation.sentPath), authorizer, accountId };
  const { method, query, sourceIp } = invocation;
  const traceId = newTraceId(invocation.arrivedAt);
  const headers = gatewayHeaders(rawHeaders, { sourceIp, port, traceId });
  const context = requestContext(invocation, way);
  if (!eventFits(body, { invocation, way, requestContext: context, headers })) throw eventTooLarge();
  headers.push('x-amzn-request-context', context);
  return { method, path: adapterTarget(removeBasePath(way.rawPath, basePath), query), headers, body, requestId: randomUUID(), traceId };
}
