import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { throughFunctionUrl, throughHttpApi, throughRestApi, throughStreamingFunctionUrl, throughStreamingRestApi } from './doors';
import { PlainRequest } from './events';
import { LambdaHarness } from './lambda-harness';
import { PlainResponse } from './responses';
import { describeWithAdapter, functionOf } from './test-support';
import { directoryOf } from '../../support';

const ROOT = join(__dirname, '../../..');

const INITIALIZE = {
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } },
};

const ADD = {
  method: 'tools/call',
  params: {
    name: 'add',
    arguments: { a: 2, b: 3 },
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};

/** Headers of revision 2026-07-28, in a client's spelling. */
const MODERN = [['MCP-Protocol-Version', '2026-07-28'], ['Mcp-Method', 'tools/call'], ['Mcp-Name', 'add']] as const;

function post(message: object, path: string, headers: PlainRequest['headers'] = []): PlainRequest {
  return {
    method: 'POST',
    path,
    headers: [['Content-Type', 'application/json'], ['Accept', 'application/json, text/event-stream'], ...headers],
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }),
  };
}

/** The result of the JSON-RPC response, which the server may send as JSON or as an event. */
function resultOf({ status, body }: PlainResponse): unknown {
  expect(status).toBe(200);
  const text = body.toString();
  const json = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  return (JSON.parse(json) as { result: unknown }).result;
}

interface Door {
  readonly path: string;
  readonly send: (harness: LambdaHarness, request: PlainRequest) => Promise<PlainResponse>;
  /** The construct has no such door yet, so the server is told its host and the adapter its mode here. */
  readonly overrides?: Readonly<Record<string, string>>;
}

const FUNCTION_URL = { MCP_PUBLIC_URL: 'https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws/mcp' };
const STREAM = { AWS_LWA_INVOKE_MODE: 'response_stream' };

const DOORS: Readonly<Record<string, Door>> = {
  'an HTTP API, payload 2.0': { path: '/mcp', send: throughHttpApi },
  'an HTTP API, payload 1.0': { path: '/mcp', send: async (harness, request) => throughHttpApi(harness, request, { payload: '1.0' }) },
  'a REST API': { path: '/prod/mcp', send: throughRestApi },
  'a streaming REST API': { path: '/prod/mcp', send: throughStreamingRestApi, overrides: STREAM },
  'a function URL': { path: '/mcp', send: throughFunctionUrl, overrides: FUNCTION_URL },
  'a streaming function URL': { path: '/mcp', send: throughStreamingFunctionUrl, overrides: { ...FUNCTION_URL, ...STREAM } },
};

describeWithAdapter('the quickstart behind the real adapter', () => {
  let directory: string;
  beforeAll(() => {
    directory = directoryOf({});
    execFileSync('npm', ['run', 'build', '-w', 'quickstart', '--', `--outfile=${join(directory, 'server.cjs')}`], { cwd: ROOT, stdio: 'pipe' });
  });

  const start = async (overrides?: Door['overrides']) => functionOf({ server: { directory }, overrides, environment: { GREETING: 'Hello' } });

  describe.each(Object.entries(DOORS))('through %s', (_, { path, send, overrides }) => {
    it('answers initialize of revision 2025-11-25', async () => {
      const response = await send(await start(overrides), post(INITIALIZE, path));
      expect(resultOf(response)).toMatchObject({ protocolVersion: '2025-11-25', serverInfo: { name: 'quickstart' } });
    });

    it('answers a tool call of revision 2026-07-28', async () => {
      const response = await send(await start(overrides), post(ADD, path, MODERN));
      expect(resultOf(response)).toMatchObject({ resultType: 'complete', structuredContent: { sum: 5 } });
    });

    it('answers the same path with a slash at its end', async () => {
      const response = await send(await start(overrides), post(INITIALIZE, `${path}/`));
      expect(resultOf(response)).toMatchObject({ serverInfo: { name: 'quickstart' } });
    });
  });

  it('accepts a notification with 202 and no body', async () => {
    const { status, body } = await throughHttpApi(await start(), {
      ...post({}, '/mcp'),
      body: JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }),
    });
    expect({ status, body: body.toString() }).toEqual({ status: 202, body: '' });
  });

  it('answers GET with 405, so that no instance hangs in a stream', async () => {
    const { status } = await throughHttpApi(await start(), { method: 'GET', path: '/mcp', headers: [['Accept', 'text/event-stream']] });
    expect(status).toBe(405);
  });

  it('refuses a host that is not its public one', async () => {
    const { status } = await throughHttpApi(await start(), post(INITIALIZE, '/mcp', [['Host', 'elsewhere.example.com']]));
    expect(status).toBe(403);
  });

  it('answers one request after another in the same environment', async () => {
    const harness = await start();
    for (let round = 0; round < 3; round++) {
      expect(resultOf(await throughHttpApi(harness, post(ADD, '/mcp', MODERN)))).toMatchObject({ structuredContent: { sum: 5 } });
    }
    expect(harness.lines('server')).toHaveLength(1); // it has said only once that it listens
  });
});
