import { randomUUID } from 'node:crypto';
import { FUNCTION_ERROR, errorText } from '../../functions/runtime-api';
import { ServerAnswer, ServerRequest } from '../../instances/exchange';
import { eventJson } from '../event/event';
import { MAX_EVENT_BYTES } from '../event/event-size';
import { gatewayHeaders } from '../event/forwarded-headers';
import { newTraceId, requestContext, Way } from '../event/invocation';
import { pathParameters } from '../event/path-parameters';
import { eventTooLarge } from '../event/request-body';
import { RequestParts } from '../event/server-request';
import { decodePath } from '../event/target';
import { Refusal } from '../refusal';

/** All that the event of a request is made of. */
export interface EventRequestParts extends Omit<RequestParts, 'basePath'> {
  /** As sent, without the stage. */
  readonly path: string;
}

/** The invocation of a function by a request: its event of payload format 2.0. Throws a `Refusal` where Lambda takes no such event. */
export function eventRequest({ invocation, stage, routeKey, authorizer, rawHeaders, body, port, path }: EventRequestParts): ServerRequest {
  const way: Way = { stage, routeKey, rawPath: decodePath(invocation.sentPath), authorizer };
  const traceId = newTraceId(invocation.arrivedAt);
  const headers = gatewayHeaders(rawHeaders, { sourceIp: invocation.sourceIp, port, traceId });
  const event = { invocation, way, requestContext: requestContext(invocation, way), headers };
  return functionRequest(eventJson(event, body, pathParameters(routeKey, path)), traceId);
}

/** The invocation of a function by an event, as its instances take it. Throws a `Refusal` where Lambda takes no such event. */
export function functionRequest(event: string, traceId: string): ServerRequest {
  const body = Buffer.from(event);
  if (body.length > MAX_EVENT_BYTES) throw eventTooLarge();
  return { method: 'POST', path: '/', headers: [], body, requestId: randomUUID(), traceId };
}

/** What the function has returned. Throws a `Refusal` where it has failed. */
export function functionResult({ headers, body }: ServerAnswer): unknown {
  if (headers.includes(FUNCTION_ERROR)) throw new Refusal('function-failed', `the function failed: ${errorText(body)}`);
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal('function-failed', 'the function returned no JSON');
  }
}
