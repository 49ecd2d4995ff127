import { guardOf } from './guard';
import { isStreaming, methodsOf } from './methods';
import type { Method } from './methods';
import { readMock } from './mock';
import { functionBehind } from '../api/integrations';
import { refusedNotices } from '../api/refused-routes';
import { adapterStreams } from '../function/adapter';
import type { OtherFunctions } from '../function/other-functions';
import type { MockFacts, RestRouteFacts } from '../model';
import type { Reading } from '../reading';
import { propertyNotices } from '../resources/property-notices';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { own, textOf, textsOf } from '../values/json';
import { readNumber } from '../values/numbers';
import type { NumberReading } from '../values/numbers';
import { Unresolved } from '../values/resolved';
import type { Resolved } from '../values/resolved';

/** The limits of `TimeoutInMillis`; no function runs longer than the last. */
const SHORTEST_TIMEOUT_MS = 50;
const DEFAULT_TIMEOUT_MS = 29_000;
const LONGEST_TIMEOUT_MS = 900_000;

/** How long a stream may stand still: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const IDLE_MS = 300_000;
const EDGE_IDLE_MS = 30_000;

/** What `InvokeWithResponseStream` is called by. */
const STREAMING_URI = /\/response-streaming-invocations$/;

/** What becomes of a request, and what is to be said about it. */
interface Way extends Pick<RestRouteFacts, 'guard' | 'asksForKey'> {
  readonly unserved?: string;
  readonly function?: string;
  readonly mock?: MockFacts;
  readonly withoutGuard?: RestRouteFacts['withoutGuard'];
  readonly noticeId?: string;
}

/** The methods of an API as they are served for one of its functions. */
export function readRestRoutes(api: Resource, lambda: Resource, resources: Resources, others: OtherFunctions): Reading<RestRouteFacts[]> {
  const { methods, notices } = methodsOf(api, resources);
  const readings = methods.map((method) => ({ method, timeout: timeoutOf(method), ...wayOf(method, api, lambda, resources, others) }));
  const streamIdleMs = isEdge(api) ? EDGE_IDLE_MS : IDLE_MS;
  return {
    facts: readings.map(({ method: { key, resource }, timeout, unserved, function: other, mock, guard, asksForKey, withoutGuard }) => ({
      key,
      ...isStreaming(resource.properties) ? { streamIdleMs } : {},
      ...unserved === undefined ? {} : { unserved },
      ...guard === undefined ? {} : { guard },
      ...asksForKey === undefined ? {} : { asksForKey },
      ...other === undefined ? {} : { function: other },
      ...mock === undefined ? {} : { mock },
      ...withoutGuard === undefined ? {} : { withoutGuard },
      integrationTimeoutMs: timeout.value,
    })),
    notices: [
      ...notices,
      ...refusedNotices(readings.flatMap(({ method: { key }, unserved: reason, noticeId }) => (
        reason === undefined || noticeId === undefined ? [] : [{ key, reason, noticeId }]))),
      ...readings.flatMap(({ timeout, method: { resource } }) => [...timeout.notices, ...propertyNotices(resource)]),
    ],
  };
}

function wayOf(method: Method, api: Resource, lambda: Resource, resources: Resources, others: OtherFunctions): Way {
  const guard = guardOf(api, method.resource, resources, others);
  const way = wayWithoutGuard(method, api, lambda, resources, others);
  if (!('reason' in guard)) return way.unserved === undefined ? { ...way, ...guard } : way;
  const { noticeId: _noticeId, ...withoutGuard } = way;
  return { unserved: guard.reason, noticeId: guard.noticeId, withoutGuard };
}

function wayWithoutGuard({ resource, integration }: Method, api: Resource, lambda: Resource, resources: Resources, others: OtherFunctions): Way {
  const { Type, Uri } = integration;
  if (Type === 'MOCK') {
    const mock = readMock(resource.properties, api, resources);
    return 'reason' in mock ? elsewhere(mock.reason) : { mock };
  }
  if (Type !== 'AWS_PROXY') return elsewhere(`its integration has a Type that is ${described(Type)}, and dev serves AWS_PROXY`);
  if (Uri instanceof Unresolved) return elsewhere(`its integration has a Uri that is ${described(Uri)}`);
  const target = functionBehind(Uri, resources);
  if (target === lambda) return isStreaming(resource.properties) ? streamed(Uri, lambda) : {};
  const other = others.at(Uri);
  if (!target || !other) return elsewhere('its integration leads to no function of this template');
  if ('refusal' in other) return elsewhere(`it leads to the function ${target.logicalId}, which ${other.refusal}`);
  if (isStreaming(resource.properties)) return elsewhere(`it leads to the function ${target.logicalId}, and dev streams the server's answers alone`);
  return { function: other.logicalId };
}

/** A method that streams, where the function does so too. */
function streamed(uri: Resolved | undefined, lambda: Resource): Way {
  const because = (why: string) => elsewhere(`it streams (ResponseTransferMode STREAM), and ${why}`);
  if (!STREAMING_URI.test(textOf(uri) ?? '')) {
    return because('its Uri does not end with /response-streaming-invocations, by which a function is asked to stream');
  }
  if (adapterStreams(lambda)) return {};
  return because('the function does not: AWS_LWA_INVOKE_MODE must be response_stream, or API Gateway finds no head in what the adapter gives back');
}

/** Edge-optimised is what an API is that does not say what it is. */
function isEdge({ properties: { EndpointConfiguration } }: Resource): boolean {
  const types = textsOf(own(EndpointConfiguration, 'Types'));
  return types.length === 0 || types.includes('EDGE');
}

const elsewhere = (unserved: string): Way => ({ unserved, noticeId: 'other-integration' });

function timeoutOf({ resource: { type, logicalId, properties }, integration, key }: Method): NumberReading<number> {
  const range = { from: SHORTEST_TIMEOUT_MS, to: LONGEST_TIMEOUT_MS };
  const { value, notices } = readNumber(integration.TimeoutInMillis, `${type} ${logicalId}: TimeoutInMillis`, range, DEFAULT_TIMEOUT_MS);
  return {
    value,
    notices: value <= DEFAULT_TIMEOUT_MS || isStreaming(properties) ? notices : [...notices, {
      id: 'integration-timeout',
      message: `${key}: its TimeoutInMillis is ${value}; AWS takes more than ${DEFAULT_TIMEOUT_MS} only where the account's quota was raised.`,
    }],
  };
}
