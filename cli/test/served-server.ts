import { join } from 'node:path';
import { CorsFacts, FunctionFacts, FunctionUrlDoor, HttpApiDoor, RestApiDoor, RestRouteFacts, RouteFacts, ServedServer, StageFacts } from '../src/template/model';

/** The directory of a server of the fixtures. */
export const fixture = (name: string) => join(__dirname, 'fixtures', name);

/** The facts of a function whose asset is the fixture. */
export function functionFacts(facts: Partial<FunctionFacts> = {}): FunctionFacts {
  return {
    logicalId: 'ServerFunction',
    functionName: 'demo',
    runtime: 'provided.al2023',
    version: '$LATEST',
    handler: 'bootstrap',
    codeDirectory: fixture('server'),
    architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
    memoryMb: 256,
    timeoutSeconds: 30,
    environment: {},
    adapter: { port: 8080, readinessPath: '/', invokeMode: 'buffered' },
    ...facts,
  };
}

/** A server behind an HTTP API that routes every path, unless told otherwise. */
export function servedServer(door: Partial<HttpApiDoor> = {}, facts: Partial<FunctionFacts> = {}): ServedServer & { readonly door: HttpApiDoor } {
  return behind({ kind: 'http-api', logicalId: 'ServerApi', stages: [stageFacts()], routes: [routeFacts('$default')], functions: [], mcpPath: '/mcp', ...door }, facts);
}

/** A server behind the stage `prod` of a REST API, with all methods at `/mcp` and below, unless told otherwise. */
export function restServer(door: Partial<RestApiDoor> = {}, facts: Partial<FunctionFacts> = {}): ServedServer & { readonly door: RestApiDoor } {
  return behind({
    kind: 'rest-api',
    logicalId: 'ServerApi',
    stages: [stageFacts({ name: 'prod' })],
    routes: [restRouteFacts('ANY /mcp'), restRouteFacts('ANY /mcp/{proxy+}')],
    functions: [],
    apiKeys: [],
    keySource: 'header',
    usagePlans: [],
    gatewayResponses: [],
    binaryMediaTypes: [],
    mcpPath: '/prod/mcp',
    ...door,
  }, facts);
}

/** A server behind a function URL that anybody may call, unless told otherwise. */
export function urlServer(
  door: Partial<FunctionUrlDoor> = {}, facts: Partial<FunctionFacts> = {},
): ServedServer & { readonly door: FunctionUrlDoor } {
  const routes = [routeFacts('$default', { integrationTimeoutMs: 900_000 })];
  return behind({ kind: 'function-url', logicalId: 'ServerUrl', routes, functions: [], streams: false, mcpPath: '/mcp', ...door }, facts);
}

const behind = <Door extends ServedServer['door']>(door: Door, facts: Partial<FunctionFacts>) =>
  ({ name: 'Server', stack: 'Demo', region: 'us-east-1', function: functionFacts(facts), door, notices: [] });

/** A stage without throttling, unless told otherwise. */
export const stageFacts = (stage: Partial<StageFacts> = {}): StageFacts => ({ name: '$default', routeThrottles: {}, ...stage });

/** An open route with the service's own time-out, unless told otherwise. */
export const routeFacts = (key: string, route: Partial<RouteFacts> = {}): RouteFacts => ({ key, integrationTimeoutMs: 30_000, ...route });

/** A method with a REST API's own time-out, unless told otherwise. */
export const restRouteFacts = (key: string, route: Partial<RestRouteFacts> = {}): RestRouteFacts => ({ key, integrationTimeoutMs: 29_000, ...route });

/** Open routes with these keys. */
export const routesFor = (...keys: string[]): RouteFacts[] => keys.map((key) => routeFacts(key));

/** A CORS configuration with nothing in it but what is given. */
export function corsFacts(cors: Partial<CorsFacts>): CorsFacts {
  return { allowOrigins: [], allowMethods: [], allowHeaders: [], exposeHeaders: [], allowCredentials: false, ...cors };
}
