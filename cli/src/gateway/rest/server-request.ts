import { randomUUID } from 'node:crypto';
import { eventPartsOf, RestEventParts } from './event';
import { adapterQuery } from './query';
import { adapterHeaders } from './request-headers';
import { ServerRequest } from '../../instances/exchange';
import { removeBasePath } from '../event/base-path';
import { eventBytes, lambdaTakes } from '../event/event-size';
import { eventTooLarge } from '../event/request-body';
import { adapterTarget } from '../event/target';

/** All that the request of the server is made of. */
export interface RestRequestParts extends RestEventParts {
  /** `AWS_LWA_REMOVE_BASE_PATH`. */
  readonly basePath: string | undefined;
}

/** What the server is sent: the event of a REST API, as the adapter unpacks it. Throws a `Refusal` where Lambda takes no such event. */
export function restServerRequest(parts: RestRequestParts): ServerRequest {
  const { invocation: { method }, path, isBinary, basePath } = parts;
  const { traceId, values, parameters, context, body, head } = eventPartsOf(parts);
  if (!lambdaTakes(body, (whole) => eventBytes(head(), context, whole, !isBinary))) throw eventTooLarge();
  const headers = [...adapterHeaders(values), 'x-amzn-request-context', context];
  return { method, path: adapterTarget(removeBasePath(path, basePath), adapterQuery(parameters)), headers, body, requestId: randomUUID(), traceId };
}
