import { readApiKeys } from './api-keys';
import { readGatewayResponses } from './gateway-responses';
import { methodsTo } from './methods';
import { readRestRoutes } from './routes';
import { readRestStages } from './stages';
import { readUsagePlans } from './usage-plans';
import { readDomain } from '../api/domain';
import { mcpPath } from '../api/mcp-path';
import { permissionNotices } from '../api/permissions';
import type { StackTemplate } from '../assembly/assembly';
import { OtherFunctions } from '../function/other-functions';
import type { Notice, RestApiDoor } from '../model';
import type { Reading } from '../reading';
import { propertyNotices } from '../resources/property-notices';
import type { Resource, Resources } from '../resources/resources';
import { textsOf } from '../values/json';

const FAMILY = 'AWS::ApiGateway::';

/** Parts of an API that are served, or are named where they are used. */
const SERVED = ['RestApi', 'Resource', 'Method', 'Deployment', 'Stage', 'GatewayResponse', 'UsagePlan', 'UsagePlanKey'].map((name) => FAMILY + name);

/** Parts that no request could tell: texts, models that nothing checks, the account's role for logs. Authorizers are named with their methods. */
const UNTOLD = ['Account', 'Authorizer', 'DocumentationPart', 'DocumentationVersion', 'Model'].map((name) => FAMILY + name);

/** Parts of a custom domain that lead to an API and are not served. */
const CUSTOM_DOMAIN = [`${FAMILY}BasePathMapping`, `${FAMILY}BasePathMappingV2`, 'AWS::ApiGatewayV2::RoutingRule'];

/** The REST APIs of a stack. */
export function restApis(resources: Resources): Resource[] {
  return resources.ofType(`${FAMILY}RestApi`);
}

/** Reads a REST API as it stands before one of its functions. */
export function readRestApi(api: Resource, lambda: Resource, resources: Resources, stack: StackTemplate): Reading<RestApiDoor> {
  const others = new OtherFunctions(api, resources, stack);
  const routes = readRestRoutes(api, lambda, resources, others);
  const routeKeys = routes.facts.map(({ key }) => key);
  const stages = readRestStages(api, routeKeys, resources);
  const gatewayResponses = readGatewayResponses(api, resources);
  const methods = methodsTo(lambda, api, resources);
  const domain = readDomain(api, stages.facts, resources);
  const apiKeys = readApiKeys(api, routes.facts.some(({ asksForKey }) => asksForKey), resources);
  const usagePlans = readUsagePlans(api, routeKeys, resources);
  return {
    facts: {
      kind: 'rest-api',
      logicalId: api.logicalId,
      stages: stages.facts,
      routes: routes.facts,
      functions: others.facts,
      apiKeys: apiKeys.facts,
      keySource: api.properties.ApiKeySourceType === 'AUTHORIZER' ? 'authorizer' : 'header',
      usagePlans: usagePlans.facts,
      gatewayResponses: gatewayResponses.facts,
      binaryMediaTypes: textsOf(api.properties.BinaryMediaTypes),
      ...domain.facts === undefined ? {} : { domain: domain.facts },
      mcpPath: mcpPath(endpoints(methods.map(({ key }) => key)), stages.facts, domain.facts),
    },
    notices: [
      ...propertyNotices(api),
      ...stages.notices,
      ...domain.notices,
      ...routes.notices,
      ...gatewayResponses.notices,
      ...apiKeys.notices,
      ...usagePlans.notices,
      ...others.notices,
      ...resources.ofType(`${FAMILY}Resource`).filter(({ properties }) => resources.named(properties.RestApiId).includes(api)).flatMap(propertyNotices),
      // A role that is named needs no policy of the function.
      ...permissionNotices(methods.flatMap(({ integration }) => integration.Credentials === undefined ? [integration.Uri] : []), lambda, resources),
      ...resources.where(({ type }) => CUSTOM_DOMAIN.includes(type) || type.startsWith(FAMILY) && ![...SERVED, ...UNTOLD].includes(type))
        .filter(({ properties }) => resources.named(properties).includes(api))
        .map(notServed),
    ],
  };
}

/** Where an endpoint may be looked for: a root beside a greedy resource is there because that one does not take it. */
function endpoints(keys: readonly string[]): string[] {
  const greedy = keys.some((key) => / \/\{[^/]+\+\}$/.test(key));
  return keys.filter((key) => !greedy || !key.endsWith(' /'));
}

function notServed({ type, logicalId }: Resource): Notice {
  return CUSTOM_DOMAIN.includes(type)
    ? { id: 'custom-domain', message: `${type} ${logicalId}: the custom domain is not served locally, and paths that it maps are missing there.` }
    : { id: 'unknown-resource', message: `${type} ${logicalId}: this part of the API is not served locally.` };
}
