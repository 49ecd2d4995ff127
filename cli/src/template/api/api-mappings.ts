import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { textOf } from '../values/json';

const MAPPING = 'AWS::ApiGatewayV2::ApiMapping';
const DOMAIN_NAME = 'AWS::ApiGatewayV2::DomainName';
const STAGE = /^AWS::ApiGateway(?:V2)?::Stage$/;

/** Where a custom domain leads to an API of the template, as far as that is known. */
export interface ApiMapping {
  readonly resource: Resource;
  /** The name of the domain, in each form in which values of the template have it. */
  readonly names: readonly string[];
  /** What stands between the name and the path below the stage, without a slash at either end; empty at the root. */
  readonly key: string;
  readonly stage: string;
}

/** A mapping that is not served, and why. */
export interface UnservedMapping {
  readonly resource: Resource;
  readonly reason: string;
}

/** All mappings of a template, whichever API each leads to: the longest key decides, as on AWS. */
export function apiMappings(resources: Resources): (ApiMapping | UnservedMapping)[] {
  return resources.ofType(MAPPING).map((resource) => readMapping(resource, resources));
}

/** Whether it leads to this API. */
export function leadsTo(api: Resource, { resource }: ApiMapping | UnservedMapping, resources: Resources): boolean {
  return resources.named(resource.properties.ApiId).includes(api);
}

/** What a mapping says of paths, whatever the domain is; undefined is what only a deployment knows. */
export function placeOf({ properties: { ApiMappingKey = '', Stage } }: Resource, resources: Resources): Partial<Pick<ApiMapping, 'key' | 'stage'>> {
  return {
    key: textOf(ApiMappingKey)?.replace(/^\/+|\/+$/g, ''),
    stage: textOf(resources.named(Stage).find(({ type }) => STAGE.test(type))?.properties.StageName ?? Stage),
  };
}

function readMapping(resource: Resource, resources: Resources): ApiMapping | UnservedMapping {
  const { DomainName, ApiMappingKey, Stage } = resource.properties;
  const domain = resources.named(DomainName).find(({ type }) => type === DOMAIN_NAME);
  // A reference to the domain is written by an invented id, and its name by itself.
  const names = [textOf(DomainName), textOf(domain?.properties.DomainName)].filter((name) => name !== undefined);
  const { key, stage } = placeOf(resource, resources);
  const unserved = (reason: string): UnservedMapping => ({ resource, reason });
  if (names.length === 0) return unserved(`its DomainName is ${described(DomainName)}`);
  if (key === undefined) return unserved(`its ApiMappingKey is ${described(ApiMappingKey)}`);
  if (stage === undefined) return unserved(`its Stage is ${described(Stage)}`);
  if (domain?.properties.MutualTlsAuthentication !== undefined) return unserved(`the domain ${domain.logicalId} asks for certificates of clients, which dev does not`);
  return { resource, names, key, stage };
}
