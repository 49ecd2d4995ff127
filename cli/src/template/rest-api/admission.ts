import { own, textsOf } from '../values/json';
import type { JsonObject } from '../values/json';

/** Whether VPC endpoints alone reach a REST API with these properties. */
export function isPrivate({ EndpointConfiguration }: JsonObject): boolean {
  return textsOf(own(EndpointConfiguration, 'Types')).includes('PRIVATE');
}

/** Whether a method with these properties asks for an API key, which CloudFormation also takes as text; undefined where that cannot be told. */
export function asksForKey({ ApiKeyRequired }: JsonObject): boolean | undefined {
  if (ApiKeyRequired === undefined || ApiKeyRequired === false || ApiKeyRequired === 'false') return false;
  return ApiKeyRequired === true || ApiKeyRequired === 'true' ? true : undefined;
}
