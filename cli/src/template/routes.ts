import { integratedFunction, integrationNotices } from './integrations';
import { textOf } from './json';
import type { Notice, RouteFacts } from './model';
import { propertyNotices } from './property-notices';
import type { Resource, Resources } from './resources';

/** A route with what stands behind it. */
interface Route {
  readonly resource: Resource;
  readonly key: string;
  readonly integration?: Resource;
}

/** How the template guards a route, and the id of the notice about it. */
const GUARDS: ReadonlyMap<string, readonly [id: string, name: string]> = new Map([
  ['JWT', ['jwt-authorizer', 'a JWT authorizer']],
  ['CUSTOM', ['lambda-authorizer', 'a Lambda authorizer']],
  ['AWS_IAM', ['iam-authorizer', 'IAM authorization']],
]);

/** The routes of an API as they are served for one of its functions. */
export function readRoutes(api: Resource, lambda: Resource, resources: Resources): { readonly facts: RouteFacts[]; readonly notices: Notice[] } {
  const declared = routesOf(api, resources);
  const routes = declared.filter((route): route is Route => 'key' in route);
  const integrations = new Set(routes.flatMap(({ integration }) => integration ?? []));
  return {
    facts: routes.map((route) => ({ key: route.key, unserved: unserved(route, lambda, resources), integrationTimeoutMs: 30_000 })),
    notices: [
      ...declared.flatMap((route) => 'notice' in route ? [route.notice] : []),
      ...guardNotices(routes),
      ...routes.flatMap((route) => elsewhere(route, lambda, resources)),
      ...[...integrations].filter((integration) => integratedFunction(integration, resources) === lambda).flatMap(integrationNotices),
      ...routes.flatMap(({ resource }) => propertyNotices(resource)),
    ],
  };
}

/** The keys of an API's routes that lead to a function. */
export function routeKeysTo(lambda: Resource, api: Resource, resources: Resources): string[] {
  return routesOf(api, resources).flatMap((route) =>
    'key' in route && route.integration && integratedFunction(route.integration, resources) === lambda ? [route.key] : []);
}

function routesOf(api: Resource, resources: Resources): (Route | { readonly notice: Notice })[] {
  return resources.ofType('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => resources.named(properties.ApiId).includes(api))
    .map((resource) => {
      const key = textOf(resource.properties.RouteKey);
      const [integration] = resources.named(resource.properties.Target);
      return key === undefined
        ? { notice: { id: 'route-key', message: `Route ${resource.logicalId}: its key is not known locally, so it is not served.` } }
        : { resource, key, integration };
    });
}

function unserved(route: Route, lambda: Resource, resources: Resources): string | undefined {
  const type = authorization(route);
  if (type !== 'NONE') {
    return `guarded by ${GUARDS.get(type)?.[1] ?? type}, which dev does not check`;
  }
  return leadsElsewhere(route, lambda, resources);
}

function leadsElsewhere({ integration }: Route, lambda: Resource, resources: Resources): string | undefined {
  if (integration === undefined) {
    return 'it has no integration in this template';
  }
  const target = integratedFunction(integration, resources);
  if (target === lambda) {
    return undefined;
  }
  return target
    ? `it leads to the function ${target.logicalId}, and dev serves ${lambda.logicalId} alone`
    : `it leads to the integration ${integration.logicalId}, which dev does not serve`;
}

function elsewhere(route: Route, lambda: Resource, resources: Resources): Notice[] {
  const text = leadsElsewhere(route, lambda, resources);
  return text === undefined ? [] : [{ id: 'other-integration', message: `Route ${route.key} is answered with 501: ${text}.` }];
}

function guardNotices(routes: readonly Route[]): Notice[] {
  const guarded = new Map<string, string[]>();
  for (const route of routes.filter((each) => authorization(each) !== 'NONE')) {
    const type = authorization(route);
    guarded.set(type, [...guarded.get(type) ?? [], route.key]);
  }
  return [...guarded].map(([type, keys]) => {
    const [id, name] = GUARDS.get(type) ?? ['authorizer', type];
    return { id, message: `${keys.join(', ')}: guarded by ${name}. dev does not check that, so these routes are refused with 501.` };
  });
}

/** An authorizer without a type is refused too: it was meant to guard. */
function authorization({ resource: { properties } }: Route): string {
  const open = properties.AuthorizationType === undefined && properties.AuthorizerId === undefined;
  return textOf(properties.AuthorizationType) ?? (open ? 'NONE' : 'an authorizer');
}
