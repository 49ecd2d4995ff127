import { join } from 'node:path';
import { CorsFacts, FunctionFacts, HttpApiDoor, ServedServer } from '../src/template/model';

/** The directory of a server of the fixtures. */
export const fixture = (name: string) => join(__dirname, 'fixtures', name);

/** The facts of a function whose asset is the fixture. */
export function functionFacts(facts: Partial<FunctionFacts> = {}): FunctionFacts {
  return {
    logicalId: 'ServerFunction',
    functionName: 'demo',
    runtime: 'provided.al2023',
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
    function: functionFacts(facts),
    door: {
      kind: 'http-api',
      logicalId: 'ServerApi',
      stages: [{ name: '$default' }],
      routes: [{ key: '$default' }],
      mcpPath: '/mcp',
      ...door,
    },
    notices: [],
  };
}

/** A CORS configuration with nothing in it but what is given. */
export function corsFacts(cors: Partial<CorsFacts>): CorsFacts {
  return { allowOrigins: [], allowMethods: [], allowHeaders: [], exposeHeaders: [], allowCredentials: false, ...cors };
}
