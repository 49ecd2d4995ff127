import type { GuardReading } from './guard-reading';
import { issuerNotices, readGuard } from './guards';
import { LONGEST_TIMEOUT_MS, integratedFunction, integrationNotices, integrationTimeout } from '../api/integrations';
import { refusedNotices } from '../api/refused-routes';
import type { OtherFunctions } from '../function/other-functions';
import type { Notice, RouteFacts } from '../model';
import { propertyNotices } from '../resources/property-notices';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { textOf } from '../values/json';
import { Unresolved } from '../values/resolved';

/** A route with what stands behind it. */
interface Route {
  readonly resource: Resource;
  readonly key: string;
  readonly guard: GuardReading;
  readonly integration?: Resource;
}

/** The routes of an API as they are served for one of its functions. */
export function readRoutes(
  api: Resource, lambda: Resource, resources: Resources, others: OtherFunctions,
): { readonly facts: RouteFacts[]; readonly notices: Notice[] } {
  const declared = routesOf(api, resources, others);
  const routes = declared.filter((route): route is Route => 'key' in route);
  const ways = new Map(routes.map((route) => [route, wayOf(route, lambda, resources, others)]));
  const integrations = new Set(routes.flatMap(({ integration }) => integration ?? []));
  return {
    facts: routes.map((route) => ({
      key: route.key,
      ...access(route, ways.get(route)!),
      integrationTimeoutMs: route.integration ? integrationTimeout(route.integration).value : LONGEST_TIMEOUT_MS,
    })),
    notices: [
      ...declared.flatMap((route) => 'notice' in route ? [route.notice] : []),
      ...guardNotices(routes),
      ...elsewhere(routes, ways),
      ...[...integrations].filter((integration) => isServed(integration, lambda, resources, others)).flatMap(integrationNotices),
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

function routesTo(lambda: Resource, api: Resource, resources: Resources): Pick<Route, 'key' | 'integration'>[] {
  return declaredRoutes(api, resources).flatMap(({ key, integration }) =>
    key !== undefined && integration !== undefined && integratedFunction(integration, resources) === lambda ? { key, integration } : []);
}

function routesOf(api: Resource, resources: Resources, others: OtherFunctions): (Route | { readonly notice: Notice })[] {
  return declaredRoutes(api, resources).map(({ resource, key, integration }) => key === undefined
    ? { notice: { id: 'route-key', message: `Route ${resource.logicalId} is not served: its RouteKey is ${described(resource.properties.RouteKey)}.` } }
    : { resource, key, guard: readGuard(resource, resources, others), integration });
}

function declaredRoutes(api: Resource, resources: Resources) {
  return resources.ofType('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => resources.named(properties.ApiId).includes(api))
    .map((resource) => {
      const key = textOf(resource.properties.RouteKey);
      const [integration] = resources.named(resource.properties.Target);
      return { resource, key, integration: integration as Resource | undefined };
    });
}

/** Whether a request may reach the function, and who may send it. */
function access({ guard }: Route, { unserved, other }: Way): Pick<RouteFacts, 'guard' | 'unserved' | 'withoutGuard' | 'function'> {
  const way = unserved === undefined ? other === undefined ? {} : { function: other } : { unserved };
  if (guard.kind === 'unserved') return { unserved: guard.reason, withoutGuard: way };
  return guard.kind === 'guarded' && unserved === undefined ? { guard: guard.guard, ...way } : way;
}

/** Where a route leads: to the server's function where nothing is said, to another one, or nowhere. */
interface Way {
  readonly other?: string;
  readonly unserved?: string;
}

function wayOf({ resource, integration }: Route, lambda: Resource, resources: Resources, others: OtherFunctions): Way {
  if (integration === undefined) {
    const { Target } = resource.properties;
    return { unserved: Target === undefined ? 'it has no integration' : `its Target is ${described(Target)}, which is no integration of this template` };
  }
  const { logicalId, properties: { IntegrationUri, PayloadFormatVersion } } = integration;
  if (IntegrationUri instanceof Unresolved) {
    return { unserved: `its integration ${logicalId} has an IntegrationUri that is ${described(IntegrationUri)}` };
  }
  const target = integratedFunction(integration, resources);
  if (target === lambda) {
    return {};
  }
  const other = target && others.at(IntegrationUri);
  if (!target || !other) {
    return { unserved: `it leads to the integration ${logicalId}, which dev does not serve` };
  }
  if ('refusal' in other) {
    return { unserved: `it leads to the function ${target.logicalId}, which ${other.refusal}` };
  }
  return PayloadFormatVersion === '2.0'
    ? { other: other.logicalId }
    : { unserved: `it leads to the function ${target.logicalId} with the PayloadFormatVersion ${described(PayloadFormatVersion)}, and dev has "2.0"` };
}

/** Whether any function gets requests by the integration. */
function isServed(integration: Resource, lambda: Resource, resources: Resources, others: OtherFunctions): boolean {
  const target = integratedFunction(integration, resources);
  const other = target && target !== lambda ? others.at(integration.properties.IntegrationUri) : undefined;
  return target === lambda || other !== undefined && 'logicalId' in other && integration.properties.PayloadFormatVersion === '2.0';
}

/** One notice for all routes of the same reason: another server on the API has several. */
function elsewhere(routes: readonly Route[], ways: ReadonlyMap<Route, Way>): Notice[] {
  const refused = new Map<string, string[]>();
  for (const route of routes) {
    const { unserved } = ways.get(route)!;
    if (unserved !== undefined) refused.set(unserved, [...refused.get(unserved) ?? [], route.key]);
  }
  return [...refused].map(([reason, [key, ...others]]) => {
    const which = others.length === 0 ? `Route ${key} is` : `Routes ${[key, ...others].join(', ')} are`;
    return { id: 'other-integration', message: `${which} answered with 501: ${reason}.` };
  });
}

function guardNotices(routes: readonly Route[]): Notice[] {
  return [
    ...refusedNotices(routes.flatMap(({ key, guard }) => guard.kind === 'unserved' ? [{ ...guard, key }] : [])),
    ...issuerNotices(routes.flatMap(({ guard }) => guard.kind === 'guarded' && guard.guard.kind === 'jwt' ? [guard.guard] : [])),
  ];
}
