import { audienceOpenings, authorizerOpenings } from './authorizers';
import { policyOpenings } from './policies';
import { RawResource, RawResources, Sides } from './raw';
import { entryOpenings, urlOpenings } from './routes';
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
  'AWS::ApiGateway::RestApi': policyOpenings,
};

/**
 * Who may reach a server is no permission of IAM where the API itself asks, so the CDK does not count it among those that grow.
 * `servers` has the logical ids of the servers' functions and aliases: what else is open, such as documents for clients, is so by design.
 */
export function openings(before: RawResources, after: RawResources, servers: ReadonlySet<string>): Opened[] {
  return Object.entries(after).flatMap(([logicalId, is]) => {
    const { Type: type = '', Metadata: metadata } = is;
    const path = constructPath(metadata);
    const was = sameType(before[logicalId], type);
    const found = COMPARED[type]?.({ was: was && objectOf(was.Properties), is: objectOf(is.Properties), before, after, servers }) ?? [];
    return found.map((what) => ({ type, logicalId, ...path !== undefined && { path }, what }));
  });
}

const sameType = (resource: RawResource | undefined, type: string) => resource?.Type === type ? resource : undefined;
