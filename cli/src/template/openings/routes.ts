import { authorizerOpenings, scopeOpenings } from './authorizers';
import { canonical, propertiesOf, RawResources, shown, Sides } from './raw';
import { referredIds } from '../../referred-ids';
import { asksForKey } from '../rest-api/admission';
import { JsonObject, objectOf, own } from '../values/json';

/** What a route of an HTTP API, or a method of a REST API, asks for. */
const askedFor = ({ AuthorizationType: type }: JsonObject): string => (type === undefined || type === null ? 'NONE' : shown(type));

/** Of a route of an HTTP API, or a method of a REST API. */
export function entryOpenings(sides: Sides): string[] {
  const { was, is } = sides;
  const [asked, asks] = [was && askedFor(was), askedFor(is)];
  const keyless = was && mayBeKeyless(was, is) ? ['asks for no API key any more'] : [];
  if (asks === 'NONE') {
    return [...askingNobody(asked, sides), ...keyless];
  }
  if (!was || asked === 'NONE') return keyless;
  if (asked !== asks) return [`asks for ${asks} and no more for ${asked}, which lets in others`, ...keyless];
  return [...scopeOpenings(was.AuthorizationScopes, is.AuthorizationScopes), ...throughAnother(sides), ...keyless];
}

/** Where only a deployment knows, what is as it was is no question. */
function mayBeKeyless(was: JsonObject, is: JsonObject): boolean {
  return asksForKey(was) !== false && asksForKey(is) !== true && canonical(was.ApiKeyRequired) !== canonical(is.ApiKeyRequired);
}

/** Where another authorizer is asked than before, it may take what that one did not. */
function throughAnother({ was, is, before, after, servers }: Sides): string[] {
  if (canonical(was?.AuthorizerId) === canonical(is.AuthorizerId)) return [];
  const [[old], [present]] = [referredIds(was?.AuthorizerId), referredIds(is.AuthorizerId)];
  // Of one that is made elsewhere it is not known whom it lets in.
  if (!isAuthorizer(before, old) || !isAuthorizer(after, present)) return ['asks another authorizer, which may let in others'];
  if (old === present) return [];
  return authorizerOpenings({ was: propertiesOf(before, old), is: propertiesOf(after, present), before, after, servers });
}

const isAuthorizer = (resources: RawResources, id: string = ''): boolean =>
  /^AWS::ApiGateway(V2)?::Authorizer$/.test(String(objectOf(own(resources, id)).Type));

/** Of a function URL. */
export function urlOpenings(sides: Sides): string[] {
  const { was, is } = sides;
  return is.AuthType === 'NONE' ? askingNobody(was && shown(was.AuthType), sides) : [];
}

/** Of what asks nobody now, and asked for this before; it is unset where it is new. */
function askingNobody(asked: string | undefined, { was, is, before, after, servers }: Sides): string[] {
  if (asked !== undefined && asked !== 'NONE') return [`asks nobody any more who is calling; it asked for ${asked}`];
  const opened = leadsTo(servers, is, after) && !(was && leadsTo(servers, was, before));
  return opened ? ['leads to the server, and asks nobody who is calling'] : [];
}

/** An integration of an HTTP API is a resource of its own. */
function leadsTo(servers: ReadonlySet<string>, { Target, Integration, TargetFunctionArn }: JsonObject, resources: RawResources): boolean {
  const ids = referredIds([Target, Integration, TargetFunctionArn]);
  return [...ids, ...ids.flatMap((id) => referredIds(propertiesOf(resources, id).IntegrationUri))].some((id) => servers.has(id));
}
