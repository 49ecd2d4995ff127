import type { StackTemplate } from './assembly/assembly';
import type { InvokingServer } from './function/function-facts';
import { invokedByUrl, readFunctionUrl, urlStreams, urlsTo } from './function-url';
import { httpApis, readHttpApi } from './http-api/http-api';
import { integrationsTo } from './http-api/routes';
import type { ServedServer } from './model';
import type { Reading } from './reading';
import type { Resource, Resources } from './resources/resources';
import { isStreaming, methodsTo } from './rest-api/methods';
import { readRestApi, restApis } from './rest-api/rest-api';

/** An API that leads to a function and can be served. */
export interface FoundDoor extends InvokingServer {
  /** As a reader knows it: `the HTTP API Api`. */
  readonly name: string;
  read(): Reading<ServedServer['door']>;
}

/** The APIs of a stack that lead to a function, HTTP APIs first, and its function URLs last. */
export function doorsTo(lambda: Resource, resources: Resources, stack: StackTemplate): FoundDoor[] {
  const http = httpApis(resources).map((api): FoundDoor => ({
    api,
    name: `the HTTP API ${api.logicalId}`,
    uris: integrationsTo(lambda, api, resources).map(({ properties }) => properties.IntegrationUri),
    waits: true,
    read: () => readHttpApi(api, lambda, resources, stack),
  }));
  const rest = restApis(resources).map((api): FoundDoor => ({
    api,
    name: `the REST API ${api.logicalId}`,
    uris: methodsTo(lambda, api, resources).map(({ integration }) => integration.Uri),
    waits: methodsTo(lambda, api, resources).some(({ resource }) => !isStreaming(resource.properties)),
    read: () => readRestApi(api, lambda, resources, stack),
  }));
  const urls = urlsTo(lambda, resources).map((url): FoundDoor => ({
    api: url,
    name: `the function URL ${url.logicalId}`,
    uris: [invokedByUrl(url)],
    waits: !urlStreams(url),
    read: () => readFunctionUrl(url, lambda, resources),
  }));
  return [...http, ...rest, ...urls].filter(({ uris }) => uris.length > 0);
}
