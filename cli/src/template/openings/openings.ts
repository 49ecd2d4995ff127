import { audienceOpenings, authorizerOpenings } from './authorizers';
import { RawResource, RawResources, Sides } from './raw';
import { entryOpenings, urlOpenings } from './routes';
import { apiOpenings, firewallOpenings, WEB_ACL_ASSOCIATION } from './walls';
import { constructPath } from '../../construct-path';
import type { Opened } from '../../terminal/deploy-events';
import { objectOf } from '../values/json';

/** What of a type is compared. */
const COMPARED: Readonly<Record<string, ((sides: Sides) => string[]) | undefined>> = {
  'AWS::ApiGatewayV2::Route': entryOpenings,
  'AWS::ApiGateway::Method': entryOpenings,
  'AWS::Lambda::Url': urlOpenings,
  'AWS::ApiGatewayV2::Authorizer': authorizerOpenings,
  'AWS::ApiGateway::Authorizer': authorizerOpenings,
  'AWS::Lambda::Function': audienceOpenings,
  'AWS::ApiGateway::RestApi': apiOpenings,
};

/**
 * Who may reach a server is no permission of IAM where the API itself asks, so the CDK does not count it among those that grow.
 * `servers` has the logical ids of the servers' functions and aliases: what else is open, such as documents for clients, is so by design.
 */
export function openings(before: RawResources, after: RawResources, servers: ReadonlySet<string>): Opened[] {
  const present = Object.entries(after).flatMap(([logicalId, resource]) => {
    const { Type: type = '', Properties: properties } = resource;
    const was = sameType(before[logicalId], type);
    const sides = { was: was && objectOf(was.Properties), is: objectOf(properties), before, after, servers };
    return opened(logicalId, resource, COMPARED[type]?.(sides) ?? []);
  });
  // All else that goes lets in nobody: what is missed from what refers to it is seen there.
  const gone = Object.entries(before)
    .filter(([, { Type: type }]) => type === WEB_ACL_ASSOCIATION)
    .flatMap(([logicalId, resource]) => opened(logicalId, resource, firewallOpenings(resource, before, after)));
  return [...present, ...gone];
}

function opened(logicalId: string, { Type: type = '', Metadata: metadata }: RawResource, found: readonly string[]): Opened[] {
  const path = constructPath(metadata);
  return found.map((what) => ({ type, logicalId, ...path !== undefined && { path }, what }));
}

const sameType = (resource: RawResource | undefined, type: string) => resource?.Type === type ? resource : undefined;
