import { PlainRequest } from './events';
import { HarnessOptions, LambdaHarness } from './lambda-harness';
import { PlainResponse } from './responses';
import { synthesised } from './synthesised';
import { returnPort, takePort } from '../../../cli/src/instances/ports';
import { McpAuth, McpEndpoint, McpLambdaServerProps, McpServerCode } from '../../../src';
import { directoryOf } from '../../support';
import { adapterBinarySync } from '../tools/adapter';

const installed = adapterBinarySync();

// Synthesis and processes on a machine that may be busy: no test is to fail for that.
jest.setTimeout(60_000);

/** A group of tests that need the real adapter: skipped, aloud, only where it cannot be built. */
export function describeWithAdapter(name: string, tests: () => void): void {
  if ('error' in installed) {
    console.error(`SKIPPED: ${name}\n${installed.error}`);
    describe.skip(name, tests);
  } else {
    describe(name, tests);
  }
}

/** What a test may say about the function; the rest is what the construct makes of a Node.js server. */
export interface TestFunction extends Partial<Omit<McpLambdaServerProps, 'code'>> {
  /** Text of a CommonJS server, a directory with `server.cjs` in it, or other code that listens on the port. */
  readonly server: string | { readonly directory: string } | ((port: number) => McpServerCode);
  /** The path under which the server listens, where it is not that of the endpoint. */
  readonly serverPath?: string;
  /** Variables that stand in place of the construct's. */
  readonly overrides?: Readonly<Record<string, string>>;
  readonly initLimitMs?: number;
}

const running: Array<{ harness: LambdaHarness; port: number }> = [];

/** The construct's function behind the real adapter, until the test ends. */
export async function functionOf({ server, serverPath, overrides, initLimitMs, ...props }: TestFunction): Promise<LambdaHarness> {
  if ('error' in installed) throw new Error(installed.error);
  // One host for all: each function needs a port of its own, and the construct is told which.
  const port = await takePort();
  const code = typeof server === 'function' ? server(port) : McpServerCode.nodejs(
    typeof server === 'string' ? directoryOf({ 'server.cjs': server }) : server.directory,
    { entry: 'server.cjs', port, serverPath },
  );
  const options: HarnessOptions = { adapter: installed.binary, initLimitMs };
  const fn = synthesised({ code, auth: McpAuth.none(), endpoint: McpEndpoint.httpApi(), ...props }, directoryOf({}), overrides);
  const harness = new LambdaHarness(fn, options);
  running.push({ harness, port });
  return harness;
}

afterEach(async () => {
  for (const { harness, port } of running.splice(0)) {
    await harness.end();
    returnPort(port);
  }
});

/** Answers with what it was asked: method, URL, headers in their order, body in base64. */
export const ECHO = `
  require('node:http').createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('base64');
    const { method, url, headers, rawHeaders } = request;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ method, url, headers, rawHeaders, body }));
  }).listen(process.env.PORT, '127.0.0.1');
`;

/** What `ECHO` has seen. */
export interface Echoed {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export function echoed({ status, body }: PlainResponse): Echoed {
  expect(status).toBe(200);
  return JSON.parse(body.toString()) as Echoed;
}

/** Answers as the request's body tells it to: status, headers as a list, body in base64. */
export const PUPPET = `
  require('node:http').createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    const { status = 200, headers = [], body = '' } = text === '' ? {} : JSON.parse(text);
    response.writeHead(status, headers.flat()).end(Buffer.from(body, 'base64'));
  }).listen(process.env.PORT, '127.0.0.1');
`;

/** A request that tells `PUPPET` its answer. */
export function telling(status: number, headers: ReadonlyArray<readonly [string, string]> = [], body: Buffer | string = ''): PlainRequest {
  return {
    method: 'POST',
    path: '/mcp',
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ status, headers, body: Buffer.from(body).toString('base64') }),
  };
}

/** All values of a header. */
export function valuesOf({ headers }: PlainResponse, wanted: string): string[] {
  return headers.flatMap(([name, value]) => name === wanted ? [value] : []);
}
