import { integrationsTo, readRoutes, routeKeysTo } from './routes';
import { readStages } from './stages';
import { readCors } from '../api/cors';
import { readDomain } from '../api/domain';
import { mcpPath } from '../api/mcp-path';
import { permissionNotices } from '../api/permissions';
import type { StackTemplate } from '../assembly/assembly';
import { OtherFunctions } from '../function/other-functions';
import type { HttpApiDoor, Notice } from '../model';
import type { Reading } from '../reading';
import { propertyNotices } from '../resources/property-notices';
import type { Resource, Resources } from '../resources/resources';

const FAMILY = 'AWS::ApiGatewayV2::';

/** Parts of an API that are served, or are named where they are used. */
const SERVED = ['Api', 'Stage', 'Route', 'Integration', 'Authorizer', 'Deployment', 'ApiMapping'].map((name) => FAMILY + name);

/** Another part of a custom domain that leads to APIs. */
const ROUTING_RULE = `${FAMILY}RoutingRule`;

/** The HTTP APIs of a stack. */
export function httpApis(resources: Resources): Resource[] {
  return resources.ofType(`${FAMILY}Api`).filter(({ properties }) => properties.ProtocolType !== 'WEBSOCKET');
}

/** Reads an HTTP API as it stands before one of its functions. */
export function readHttpApi(api: Resource, lambda: Resource, resources: Resources, stack: StackTemplate): Reading<HttpApiDoor> {
  const others = new OtherFunctions(api, resources, stack);
  const routes = readRoutes(api, lambda, resources, others);
  // A role that is named needs no policy of the function.
  const uris = integrationsTo(lambda, api, resources)
    .flatMap(({ properties }) => properties.CredentialsArn === undefined ? [properties.IntegrationUri] : []);
  const belonging = resources.where(({ properties }) => resources.named(properties.ApiId).includes(api));
  const stages = readStages(belonging.filter(({ type }) => type === `${FAMILY}Stage`), routes.facts.map(({ key }) => key));
  const domain = readDomain(api, stages.facts, resources);
  return {
    facts: {
      kind: 'http-api',
      logicalId: api.logicalId,
      stages: stages.facts,
      routes: routes.facts,
      functions: others.facts,
      cors: readCors(api),
      ...domain.facts === undefined ? {} : { domain: domain.facts },
      mcpPath: mcpPath(routeKeysTo(lambda, api, resources), stages.facts, domain.facts),
    },
    notices: [
      ...propertyNotices(api),
      ...stages.notices,
      ...domain.notices,
      ...routes.notices,
      ...others.notices,
      ...permissionNotices(uris, lambda, resources),
      ...belonging.filter(({ properties }) => properties.AuthorizerType === 'JWT').flatMap(propertyNotices),
      ...belonging.filter(({ type }) => type === `${FAMILY}Deployment`).flatMap(propertyNotices),
      // What belongs to no single API, such as a rule of a domain, names those that it leads to.
      ...resources.where(({ type }) => type.startsWith(FAMILY) && !SERVED.includes(type))
        .filter(({ properties }) => resources.named(properties).includes(api))
        .map(notServed),
    ],
  };
}

function notServed({ type, logicalId }: Resource): Notice {
  return type === ROUTING_RULE
    ? { id: 'custom-domain', message: `${type} ${logicalId}: the custom domain is not served locally, and paths that it maps are missing there.` }
    : { id: 'unknown-resource', message: `${type} ${logicalId}: this part of the API is not served locally.` };
}
