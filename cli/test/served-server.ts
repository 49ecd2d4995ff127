import { join } from 'node:path';
import { CorsFacts, FunctionFacts, HttpApiDoor, RouteFacts, ServedServer, StageFacts } from '../src/template/model';

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
export function servedServer(door: Partial<HttpApiDoor> = {}, facts: Partial<FunctionFacts> = {}): ServedServer {
  return {
    name: 'Server',
    stack: 'Demo',
    region: 'us-east-1',
    function: functionFacts(facts),
    door: {
      kind: 'http-api',
      logicalId: 'ServerApi',
      stages: [stageFacts()],
      routes: [routeFacts('$default')],
      mcpPath: '/mcp',
      ...door,
    },
    notices: [],
  };
}

/** A stage without throttling, unless told otherwise. */
export const stageFacts = (stage: Partial<StageFacts> = {}): StageFacts => ({ name: '$default', routeThrottles: {}, ...stage });

/** An open route with the service's own time-out, unless told otherwise. */
export const routeFacts = (key: string, route: Partial<RouteFacts> = {}): RouteFacts => ({ key, integrationTimeoutMs: 30_000, ...route });

/** Open routes with these keys. */
export const routesFor = (...keys: string[]): RouteFacts[] => keys.map((key) => routeFacts(key));

/** A CORS configuration with nothing in it but what is given. */
export function corsFacts(cors: Partial<CorsFacts>): CorsFacts {
  return { allowOrigins: [], allowMethods: [], allowHeaders: [], exposeHeaders: [], allowCredentials: false, ...cors };
}
