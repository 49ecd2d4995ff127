import { apiMappings, leadsTo, placeOf } from './api/api-mappings';
import type { MappingFacts } from './model';
import type { Resource, Resources } from './resources/resources';
import { methodsTo } from './rest-api/methods';
import { restApis } from './rest-api/rest-api';

/** What a request meets on its way to a server of the library. */
export interface MarkedDoor {
  readonly kind: 'http-api' | 'rest-api' | 'function-url';
  /** Where domain names lead to an HTTP API, the longest keys first. What becomes of a path at the other doors, the URL alone says. */
  readonly mappings: readonly MappingFacts[];
  /** Whether it asks for tokens or signatures before the server is asked. */
  readonly guarded: boolean;
}

/** The door before a function. `belongs` says what of the template is of the server itself; an API may be somebody else's. */
export function doorTo(lambda: Resource, resources: Resources, belongs: (resource: Resource) => boolean): MarkedDoor {
  const methods = restApis(resources).flatMap((api) => methodsTo(lambda, api, resources).map(({ resource }) => resource));
  if (methods.length > 0) return { kind: 'rest-api', mappings: [], guarded: methods.some(asks) };
  const urls = resources.ofType('AWS::Lambda::Url').filter(belongs);
  if (urls.length > 0) return { kind: 'function-url', mappings: [], guarded: urls.some(asks) };
  const routes = resources.ofType('AWS::ApiGatewayV2::Route').filter(belongs);
  const [api] = resources.named(routes[0]?.properties.ApiId).filter(({ type }) => type === 'AWS::ApiGatewayV2::Api');
  return { kind: 'http-api', mappings: api ? mappingsTo(api, resources) : [], guarded: routes.some(asks) };
}

/** Also those of domain names that the template does not know. */
function mappingsTo(api: Resource, resources: Resources): MappingFacts[] {
  return apiMappings(resources)
    .filter((mapping) => leadsTo(api, mapping, resources))
    .flatMap(({ resource }): MappingFacts[] => {
      const { key, stage } = placeOf(resource, resources);
      return key === undefined || stage === undefined ? [] : [{ key, stage }];
    })
    .sort((a, b) => b.key.length - a.key.length);
}

/** Everything but `NONE`, which REST methods, routes and URLs have in common. */
function asks({ properties }: Resource): boolean {
  const authorizationType = properties.AuthorizationType ?? properties.AuthType;
  return typeof authorizationType === 'string' && authorizationType !== 'NONE';
}
