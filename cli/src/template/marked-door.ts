import { apiMappings, leadsTo, placeOf } from './api/api-mappings';
import type { MappingFacts } from './model';
import type { Resource, Resources } from './resources/resources';
import { asksForKey, isPrivate } from './rest-api/admission';
import { methodsTo } from './rest-api/methods';
import { restApis } from './rest-api/rest-api';

/** What a request meets on its way to a server of the library. */
export interface MarkedDoor {
  readonly kind: 'http-api' | 'rest-api' | 'function-url';
  /** Where domain names lead to an HTTP API, the longest keys first. What becomes of a path at the other doors, the URL alone says. */
  readonly mappings: readonly MappingFacts[];
  /** Whether it asks for tokens, signatures or keys before the server is asked. */
  readonly guarded: boolean;
  /** What may refuse callers by where they come from or how they call, whoever they are. */
  readonly walls: readonly Wall[];
}

/** `private`: VPC endpoints alone reach the API. */
export type Wall = 'private' | 'resource policy' | 'web ACL';

/** The door before a function. `belongs` says what of the template is of the server itself; an API may be somebody else's. */
export function doorTo(lambda: Resource, resources: Resources, belongs: (resource: Resource) => boolean): MarkedDoor {
  const behind = restApis(resources).map((api) => ({ api, methods: methodsTo(lambda, api, resources) })).find(({ methods }) => methods.length > 0);
  if (behind) return { kind: 'rest-api', mappings: [], guarded: behind.methods.some(({ resource }) => asks(resource)), walls: wallsOf(behind.api, resources) };
  const urls = resources.ofType('AWS::Lambda::Url').filter(belongs);
  if (urls.length > 0) return { kind: 'function-url', mappings: [], guarded: urls.some(asks), walls: [] };
  const routes = resources.ofType('AWS::ApiGatewayV2::Route').filter(belongs);
  const [api] = resources.named(routes[0]?.properties.ApiId).filter(({ type }) => type === 'AWS::ApiGatewayV2::Api');
  return { kind: 'http-api', mappings: api ? mappingsTo(api, resources) : [], guarded: routes.some(asks), walls: [] };
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

/** Of authorization everything but `NONE`, which REST methods, routes and URLs have in common; a method may ask for a key besides. */
function asks({ properties }: Resource): boolean {
  const authorizationType = properties.AuthorizationType ?? properties.AuthType;
  return (typeof authorizationType === 'string' && authorizationType !== 'NONE') || asksForKey(properties) === true;
}

function wallsOf(api: Resource, resources: Resources): Wall[] {
  const stages = resources.ofType('AWS::ApiGateway::Stage').filter(({ properties }) => resources.named(properties.RestApiId).includes(api));
  const firewalls = resources.ofType('AWS::WAFv2::WebACLAssociation')
    .filter(({ properties }) => resources.named(properties.ResourceArn).some((named) => named === api || stages.includes(named)));
  return [
    ...isPrivate(api.properties) ? ['private' as const] : [],
    ...api.properties.Policy === undefined ? [] : ['resource policy' as const],
    ...firewalls.length === 0 ? [] : ['web ACL' as const],
  ];
}
