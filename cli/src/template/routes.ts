import { described } from './described';
import { issuerNotices, readGuard } from './guards';
import type { GuardReading } from './guards';
import { LONGEST_TIMEOUT_MS, integratedFunction, integrationNotices, integrationTimeout } from './integrations';
import { textOf } from './json';
import type { Notice, RouteFacts } from './model';
import { propertyNotices } from './property-notices';
import { Unresolved } from './resolved';
import type { Resource, Resources } from './resources';

/** A route with what stands behind it. */
interface Route {
  readonly resource: Resource;
  readonly key: string;
  readonly guard: GuardReading;
  readonly integration?: Resource;
}

/** The routes of an API as they are served for one of its functions. */
export function readRoutes(api: Resource, lambda: Resource, resources: Resources): { readonly facts: RouteFacts[]; readonly notices: Notice[] } {
  const declared = routesOf(api, resources);
  const routes = declared.filter((route): route is Route => 'key' in route);
  const integrations = new Set(routes.flatMap(({ integration }) => integration ?? []));
  return {
    facts: routes.map((route) => ({
      key: route.key,
      ...access(route, lambda, resources),
      integrationTimeoutMs: route.integration ? integrationTimeout(route.integration).value : LONGEST_TIMEOUT_MS,
    })),
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
  return routesTo(lambda, api, resources).map(({ key }) => key);
}

/** The integrations through which an API's routes lead to a function. */
export function integrationsTo(lambda: Resource, api: Resource, resources: Resources): Resource[] {
  return routesTo(lambda, api, resources).flatMap(({ integration }) => integration ?? []);
}

function routesTo(lambda: Resource, api: Resource, resources: Resources): Route[] {
  return routesOf(api, resources).filter((route): route is Route =>
    'key' in route && route.integration !== undefined && integratedFunction(route.integration, resources) === lambda);
}

function routesOf(api: Resource, resources: Resources): (Route | { readonly notice: Notice })[] {
  return resources.ofType('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => resources.named(properties.ApiId).includes(api))
    .map((resource) => {
      const key = textOf(resource.properties.RouteKey);
      const [integration] = resources.named(resource.properties.Target);
      return key === undefined
        ? { notice: { id: 'route-key', message: `Route ${resource.logicalId} is not served: its RouteKey is ${described(resource.properties.RouteKey)}.` } }
        : { resource, key, guard: readGuard(resource, resources), integration };
    });
}

/** Whether a request may reach the function, and who may send it. */
function access(route: Route, lambda: Resource, resources: Resources): Pick<RouteFacts, 'guard' | 'unserved'> {
  const { guard } = route;
  if (guard.kind === 'unserved') return { unserved: guard.reason };
  const unserved = leadsElsewhere(route, lambda, resources);
  if (unserved !== undefined) return { unserved };
  return guard.kind === 'guarded' ? { guard: guard.guard } : {};
}

function leadsElsewhere({ resource, integration }: Route, lambda: Resource, resources: Resources): string | undefined {
  if (integration === undefined) {
    const { Target } = resource.properties;
    return Target === undefined ? 'it has no integration' : `its Target is ${described(Target)}, which is no integration of this template`;
  }
  if (integration.properties.IntegrationUri instanceof Unresolved) {
    return `its integration ${integration.logicalId} has an IntegrationUri that is ${described(integration.properties.IntegrationUri)}`;
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
  const refused = new Map<string, { readonly id: string; readonly keys: string[] }>();
  for (const { key, guard } of routes) {
    if (guard.kind !== 'unserved') continue;
    const { keys } = refused.get(guard.reason) ?? { keys: [] };
    refused.set(guard.reason, { id: guard.noticeId, keys: [...keys, key] });
  }
  return [
    ...[...refused].map(([reason, { id, keys }]) => ({ id, message: `${keys.join(', ')}: refused with 501: ${reason}.` })),
    ...issuerNotices(routes.flatMap(({ guard }) => guard.kind === 'guarded' ? [guard.guard] : [])),
  ];
}
