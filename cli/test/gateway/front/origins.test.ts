import { McpAuth, McpCors, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../../src';
import { AllowedOrigins, compileOrigins } from '../../../src/gateway/front/origins';
import { Refusal } from '../../../src/gateway/refusal';
import { ServedServer } from '../../../src/template/model';
import { corsFacts, fixture, restServer, routeFacts, servedServer, stageFacts, urlServer } from '../../served-server';
import { served, servedByRest, servedByUrl } from '../../template/support';
import { raw, statusOf } from '../raw-client';
import { gatewayOfTest } from '../running-gateway';

const start = gatewayOfTest();

const EVIL = 'https://evil.example';

const accepts = (origin: string | undefined, allowed: Omit<AllowedOrigins, 'isMcpPath'> = {}) => {
  try {
    compileOrigins({ ...allowed, isMcpPath: () => true })({ method: 'POST', sentPath: '/mcp' }, { origin });
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

/** What browsers send with a request that has no Origin; Node's own fetch would write another mode. */
const sent = (site: string, mode: string, dest: string) => [`Sec-Fetch-Site: ${site}`, `Sec-Fetch-Mode: ${mode}`, `Sec-Fetch-Dest: ${dest}`];
const load = async (port: number, target: string, headers: readonly string[], method = 'GET') =>
  raw(port, [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', '']);
const IMAGE = sent('cross-site', 'no-cors', 'image');
const LINK = sent('cross-site', 'navigate', 'document');

const DOORS: readonly (readonly [string, string, () => ServedServer])[] = [
  ['an HTTP API', 'message', () => servedServer()],
  ['a REST API', 'message', () => restServer()],
  ['a function URL', 'Message', () => urlServer()],
];

describe.each(DOORS)('%s', (_door, named, make) => {
  test.each<[string, readonly string[], string]>([
    ['an image', IMAGE, 'GET'],
    ['a script of another port of this machine', sent('same-site', 'no-cors', 'script'), 'GET'],
    ['a HEAD that has no Origin', sent('cross-site', 'no-cors', 'empty'), 'HEAD'],
    ['a frame', sent('cross-site', 'navigate', 'iframe'), 'GET'],
    ['a link', LINK, 'GET'],
  ])('reaches no server for %s of another page, for which browsers send no origin', async (_what, headers, method) => {
    const server = make();
    const { port, events, requests } = await start(server);
    const answer = await load(port, server.door.mcpPath, headers, method);
    const message = 'images, scripts, frames and links of other web pages may not call this server (Sec-Fetch-Site); '
      + 'open the URL by typing it, or call it with fetch from localhost or an origin given with --allow-origin';
    expect(statusOf(answer)).toBe(403);
    expect(answer.split('\r\n\r\n')[1]).toBe(method === 'HEAD' ? '' : JSON.stringify({ [named]: message }));
    expect((await requests(1))[0].failure).toBe(message);
    expect(events.map(({ event }) => event)).toEqual(['request']);
  });

  test.each<[string, readonly string[]]>([
    ['who types the URL', sent('none', 'navigate', 'document')],
    ['a page of its own', sent('same-origin', 'no-cors', 'image')],
    ['a program that is no browser', []],
  ])('answers %s', async (_who, headers) => {
    const server = make();
    const { port } = await start(server);
    expect(statusOf(await load(port, server.door.mcpPath, headers))).toBe(200);
  });
});

test('a page may open other paths in a tab, such as the one to which a login leads back, and load nothing of them', async () => {
  const { port } = await start(servedServer());
  const status = async (headers: readonly string[], method = 'GET') => statusOf(await load(port, '/callback?code=1', headers, method));
  expect(await status(LINK)).toBe(200);
  expect(await status(sent('same-site', 'navigate', 'document'))).toBe(200);
  expect(await status(LINK, 'POST')).toBe(403);
  expect(await status(sent('cross-site', 'navigate', 'iframe'))).toBe(403);
  expect(await status(IMAGE)).toBe(403);
});

test.each(['/mcp', '/mcp/', '/MCP', '/%6dcp', '/prod/mcp', '/prod/mcp/?a=1', '/test/mcp'])('no link leads to %s, where MCP is spoken in some stage', async (path) => {
  const stages = ['prod', '$default', 'test'].map((name) => stageFacts({ name }));
  const { port, events, requests } = await start(servedServer({ stages, routes: [routeFacts('ANY /{proxy+}')], mcpPath: '/prod/mcp' }));
  expect(statusOf(await load(port, path, LINK))).toBe(403);
  await requests(1);
  expect(events.map(({ event }) => event)).toEqual(['request']);
});
