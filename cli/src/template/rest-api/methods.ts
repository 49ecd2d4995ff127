import { resourcePath } from './paths';
import { functionBehind } from '../api/integrations';
import type { Notice } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { isObject, own, textOf } from '../values/json';
import { Unresolved } from '../values/resolved';
import type { Resolved, ResolvedObject } from '../values/resolved';

/** A method with the path at which it stands. */
export interface Method {
  readonly resource: Resource;
  /** `POST /mcp`. */
  readonly key: string;
  readonly integration: ResolvedObject;
}

/** The methods of an API, and what is to be said about those whose place is not known. */
export function methodsOf(api: Resource, resources: Resources): { readonly methods: Method[]; readonly notices: Notice[] } {
  const methods: Method[] = [];
  const notices: Notice[] = [];
  const declared = resources.ofType('AWS::ApiGateway::Method').filter(({ properties }) => resources.named(properties.RestApiId).includes(api));
  for (const resource of declared) {
    const { HttpMethod, ResourceId, Integration } = resource.properties;
    const method = textOf(HttpMethod);
    const path = resourcePath(resources.named(ResourceId)[0], resources);
    if (method === undefined || path === undefined) {
      const what = method === undefined ? `its HttpMethod is ${described(HttpMethod)}` : 'the path of its resource is not known locally';
      notices.push({ id: 'method-place', message: `Method ${resource.logicalId} is not served: ${what}.` });
      continue;
    }
    methods.push({ resource, key: `${method} ${path}`, integration: isKnownObject(Integration) ? Integration : {} });
  }
  return { methods, notices };
}

/** The methods of an API that hand a request to a function. */
export function methodsTo(lambda: Resource, api: Resource, resources: Resources): Method[] {
  return methodsOf(api, resources).methods.filter(({ integration }) =>
    integration.Type === 'AWS_PROXY' && functionBehind(integration.Uri, resources) === lambda);
}

/** Whether a method passes on the answer while the function makes it. */
export function isStreaming({ Integration }: ResolvedObject): boolean {
  return own(Integration, 'ResponseTransferMode') === 'STREAM';
}

function isKnownObject(value: Resolved | undefined): value is ResolvedObject {
  return isObject(value) && !(value instanceof Unresolved);
}
