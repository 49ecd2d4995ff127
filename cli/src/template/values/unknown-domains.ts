import { isObject, objectOf, own, textOf } from './json';
import type { JsonObject } from './json';
import { localId } from './local-ids';

/** What has the name of a custom domain. */
const NAMING = ['AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::ApiMapping'];

/**
 * An invented name for each custom domain whose own may be known to a deployment alone, such as a parameter or another
 * stack's, by the expression that stands for it: wherever a URL has that, the local origin takes its place.
 */
export function unknownDomains(template: JsonObject): (expression: JsonObject) => string | undefined {
  const names = new Map<string, string>();
  for (const [logicalId, resource] of Object.entries(objectOf(template.Resources))) {
    const name = own(own(resource, 'Properties'), 'DomainName');
    if (NAMING.includes(textOf(own(resource, 'Type')) ?? '') && isObject(name) && !names.has(JSON.stringify(name))) {
      names.set(JSON.stringify(name), localId(logicalId));
    }
  }
  return (expression) => (names.size === 0 ? undefined : names.get(JSON.stringify(expression)));
}
