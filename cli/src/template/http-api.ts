import { readCors } from './cors';
import { mcpPath } from './mcp-path';
import type { HttpApiDoor, Notice } from './model';
import { propertyNotices } from './property-notices';
import type { Resource, Resources } from './resources';
import { readRoutes, routeKeysTo } from './routes';
import { readStages } from './stages';

/** Types that belong to an API and are served, or are named where they are used. */
const SERVED = ['Stage', 'Route', 'Integration', 'Authorizer', 'Deployment'].map((name) => `AWS::ApiGatewayV2::${name}`);

/** The HTTP APIs of a stack. */
export function httpApis(resources: Resources): Resource[] {
  return resources.ofType('AWS::ApiGatewayV2::Api').filter(({ properties }) => properties.ProtocolType !== 'WEBSOCKET');
}

/** Reads an HTTP API as it stands before one of its functions. */
export function readHttpApi(api: Resource, lambda: Resource, resources: Resources): { readonly facts: HttpApiDoor; readonly notices: Notice[] } {
  const belonging = resources.where(({ properties }) => resources.named(properties.ApiId).includes(api));
  const stages = readStages(belonging.filter(({ type }) => type === 'AWS::ApiGatewayV2::Stage'));
  const routes = readRoutes(api, lambda, resources);
  return {
    facts: {
      kind: 'http-api',
      logicalId: api.logicalId,
      stages: stages.facts,
      routes: routes.facts,
      cors: readCors(api),
      mcpPath: mcpPath(routeKeysTo(lambda, api, resources), stages.facts),
    },
    notices: [
      ...propertyNotices(api),
      ...stages.notices,
      ...routes.notices,
      ...belonging.filter(({ type }) => !SERVED.includes(type)).map(notServed),
    ],
  };
}

function notServed({ type, logicalId }: Resource): Notice {
  return type === 'AWS::ApiGatewayV2::ApiMapping'
    ? { id: 'custom-domain', message: `${type} ${logicalId}: the custom domain is not served locally; the path of its mapping is missing there.` }
    : { id: 'unknown-resource', message: `${type} ${logicalId}: this part of the API is not served locally.` };
}
