import { McpAuth, McpCors, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../../src';
import { compileOrigins } from '../../../src/gateway/front/origins';
import { Refusal } from '../../../src/gateway/refusal';
import { corsFacts, fixture, servedServer } from '../../served-server';
import { served, servedByRest, servedByUrl } from '../../template/support';
import { gatewayOfTest } from '../running-gateway';

const start = gatewayOfTest();

const EVIL = 'https://evil.example';

const accepts = (origin: string | undefined, allowed: Parameters<typeof compileOrigins>[0] = {}) => {
  try {
    compileOrigins(allowed)(origin);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return false;
  }
};

test.each([
  'http://localhost', 'http://localhost:6274', 'https://localhost:8443', 'HTTP://LOCALHOST:1', 'http://inspector.localhost:80', 'http://127.0.0.1:5173',
  'http://127.1.2.3', 'http://[::1]', 'http://[::1]:3000', 'tauri://localhost', undefined,
])('%s is of this machine, or no web page at all', (origin) => {
  expect(accepts(origin)).toBe(true);
});

test.each([
  EVIL, 'null', '', 'localhost', '127.0.0.1', 'http://', 'http://localhost.evil.example', 'http://notlocalhost', 'http://127.0.0.1.evil.example', 'http://10.0.0.1',
  'http://localhost@evil.example', 'http://localhost:80@evil.example', 'http://localhost/', 'http://localhost, https://evil.example', 'https://evil.example#localhost',
  'http://[::2]', 'chrome-extension://abcdefghijklmnop', 'file://',
])('%j is not', (origin) => {
  expect(accepts(origin)).toBe(false);
});

test('an origin that is allowed is taken as it is, and a host with any scheme and port', () => {
  const allowed = { hosts: ['Tunnel.example.com'], origins: ['https://app.example.com:8443', 'chrome-extension://abc'] };
  const asked = [
    'https://app.example.com:8443', 'chrome-extension://abc', 'https://tunnel.example.com', 'http://tunnel.example.com:3000',
    'https://app.example.com', 'http://app.example.com:8443', 'https://a.app.example.com:8443', 'https://a.tunnel.example.com', 'chrome-extension://abcd',
  ];
  expect(asked.map((origin) => accepts(origin, allowed))).toEqual([true, true, true, true, false, false, false, false, false]);
});

const everyPage = { code: McpServerCode.asset(fixture('server')), auth: McpAuth.none() };
const cors = McpCors.allow({ allowOrigins: ['*'] });

describe.each([
  ['an HTTP API', 'message', () => served((stack) => void new McpLambdaServer(stack, 'Server', { ...everyPage, endpoint: McpEndpoint.httpApi({ cors }) }))],
  ['a REST API', 'message', () => servedByRest((stack) => void new McpLambdaServer(stack, 'Server', { ...everyPage, endpoint: McpEndpoint.restApi({ cors }) }))],
  ['a function URL', 'Message', () => servedByUrl((stack) => void new McpLambdaServer(stack, 'Server', { ...everyPage, endpoint: McpEndpoint.functionUrl({ cors }) }))],
])('%s whose CORS configuration lets every page in', (_door, named, make) => {
  test('answers no page of the internet: neither preflights nor calls reach anything, and both are told which option does it', async () => {
    const server = make();
    const { url, requests, events } = await start(server, { allowedOrigins: [] });
    const path = `${url}${server.door.mcpPath}`;
    const message = `web pages of ${EVIL} may not call this server; give --allow-origin ${EVIL} if they should`;
    const headers = { 'origin': EVIL, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
    for (const init of [{ method: 'OPTIONS', headers }, { method: 'POST', headers: { 'origin': EVIL, 'content-type': 'text/plain' }, body: '{}' }]) {
      const answer = await fetch(path, init);
      expect([answer.status, await answer.json()]).toEqual([403, { [named]: message }]);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    expect((await requests(2)).map(({ status, failure }) => [status, failure])).toEqual([[403, message], [403, message]]);
    expect(events.map(({ event }) => event)).toEqual(['request', 'request']);
  });

  test.each(['http://localhost:6274', 'https://app.example.com'])('answers %s, which is of this machine or was named, as on AWS', async (origin) => {
    const server = make();
    const { url } = await start(server, { allowedOrigins: ['https://app.example.com'] });
    const path = `${url}${server.door.mcpPath}`;
    const preflight = await fetch(path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    expect([preflight.ok, preflight.headers.get('access-control-allow-origin')]).toEqual([true, '*']);
    const answer = await fetch(path, { method: 'POST', headers: { origin }, body: '{}' });
    expect([answer.status, (await answer.json() as { method: string }).method]).toEqual([200, 'POST']);
  });
});

test('pages behind a host that is allowed may call the server that it leads to', async () => {
  const { url } = await start(servedServer({ cors: corsFacts({ allowOrigins: ['*'] }) }), { allowedHosts: ['tunnel.example.com'], allowedOrigins: [] });
  const status = async (origin: string) => (await fetch(`${url}/mcp`, { headers: { origin } })).status;
  expect([await status('https://tunnel.example.com'), await status(EVIL), await status('null')]).toEqual([200, 403, 403]);
});
