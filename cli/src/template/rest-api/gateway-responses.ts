import { localOrigin } from '../api/local-origin';
import type { GatewayResponseFacts, Notice } from '../model';
import type { Reading } from '../reading';
import { propertyNotices } from '../resources/property-notices';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { isObject, numberOf, textOf } from '../values/json';
import { Unresolved } from '../values/resolved';
import type { Resolved, ResolvedObject } from '../values/resolved';

const HEADER = 'gatewayresponse.header.';

/** A value that is no mapping: text in single quotes. */
const LITERAL = /^'([\x20-\x7e]*)'$/;

/** `application/json` */
export const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;

const DEFAULT_MEDIA_TYPE = 'application/json';

/** What a REST API says in place of its own answers. */
export function readGatewayResponses(api: Resource, resources: Resources): Reading<GatewayResponseFacts[]> {
  const readings = resources.ofType('AWS::ApiGateway::GatewayResponse')
    .filter(({ properties }) => resources.named(properties.RestApiId).includes(api))
    .map((resource) => readOne(resource, localOrigin([api], resources)));
  return { facts: readings.flatMap(({ facts }) => facts ?? []), notices: readings.flatMap(({ notices }) => notices) };
}

function readOne(
  resource: Resource, local: ReturnType<typeof localOrigin>,
): { readonly facts?: GatewayResponseFacts; readonly notices: readonly Notice[] } {
  const { logicalId, properties: { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } } = resource;
  const notices = propertyNotices(resource);
  const leaveOut = (what: string) => notices.push({ id: 'gateway-response', message: `GatewayResponse ${logicalId}: ${what}, and is not applied locally.` });
  const type = textOf(ResponseType);
  if (type === undefined) {
    leaveOut(`its ResponseType is ${described(ResponseType)}`);
    return { notices };
  }
  const status = numberOf(StatusCode);
  const isStatus = status !== undefined && Number.isInteger(status) && status >= 200 && status <= 599;
  if (StatusCode !== undefined && !isStatus) leaveOut(`its StatusCode is ${described(StatusCode)}`);
  const headers = partsOf(local(ResponseParameters)).flatMap(([parameter, value]) => {
    const literal = LITERAL.exec(textOf(value) ?? '')?.[1];
    if (literal !== undefined && parameter.startsWith(HEADER) && /^[\w-]+$/.test(parameter.slice(HEADER.length))) {
      return [parameter.slice(HEADER.length).toLowerCase(), literal];
    }
    leaveOut(`its parameter ${parameter} is ${described(value)}, which is no text in single quotes for a header`);
    return [];
  });
  const templates = partsOf(local(ResponseTemplates)).flatMap(([mediaType, text]) => {
    if (typeof text === 'string' && MEDIA_TYPE.test(mediaType)) return [{ mediaType, text }];
    leaveOut(`its template for ${described(mediaType)} is ${described(text)}`);
    return [];
  });
  const template = templates.find(({ mediaType }) => mediaType === DEFAULT_MEDIA_TYPE) ?? templates[0];
  return { facts: { type, ...isStatus ? { status } : {}, headers, ...template ? { template } : {} }, notices };
}

function partsOf(value: Resolved | undefined): [string, Resolved][] {
  return isObject(value) && !(value instanceof Unresolved) ? Object.entries(value as ResolvedObject) : [];
}
