import { corsFacts, routesFor, servedServer } from '../../served-server';
import { gatewayOfTest } from '../running-gateway';

const start = gatewayOfTest();

const cors = corsFacts({
  allowOrigins: ['https://app.example.com', 'http://*'],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['content-type', 'mcp-session-id'],
  exposeHeaders: ['mcp-session-id'],
  allowCredentials: true,
  maxAgeSeconds: 3600,
});
const preflight = async (url: string, origin: string) => fetch(url, {
  method: 'OPTIONS', headers: { 'origin': origin, 'access-control-request-method': 'POST' },
});
const corsHeaders = (answer: Response) => Object.fromEntries([...answer.headers].filter(([name]) => name.startsWith('access-control-')));

test.each(['https://app.example.com', 'http://localhost:6274'])('the gateway answers a preflight from %s itself', async (origin) => {
  const { url, events } = await start(servedServer({ cors, routes: routesFor('POST /mcp') }));
  const answer = await preflight(`${url}/mcp`, origin);
  expect(answer.status).toBe(204);
  expect(corsHeaders(answer)).toEqual({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': 'content-type,mcp-session-id',
    'access-control-allow-credentials': 'true',
    'access-control-max-age': '3600',
  });
  expect(events.map(({ event }) => event)).toEqual(['request']);
});

test('a preflight from an origin that is not allowed gets 204 and no CORS header', async () => {
  const { url } = await start(servedServer({ cors }));
  const answer = await preflight(`${url}/mcp`, 'https://other.example.com');
  expect([answer.status, corsHeaders(answer)]).toEqual([204, {}]);
});

test('"*" stays as it is', async () => {
  const { url } = await start(servedServer({ cors: corsFacts({ allowOrigins: ['*'] }) }));
  expect(corsHeaders(await preflight(`${url}/mcp`, 'https://other.example.com'))).toEqual({ 'access-control-allow-origin': '*' });
});

test('the server\'s own CORS headers are replaced by the gateway\'s', async () => {
  const { url } = await start(servedServer({ cors }));
  const headers = { origin: 'https://app.example.com' };
  expect(corsHeaders(await fetch(`${url}/cors`, { headers }))).toEqual({
    'access-control-allow-origin': 'https://app.example.com',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'mcp-session-id',
  });
  expect(corsHeaders(await fetch(`${url}/cors`))).toEqual({});
});

test('without a configuration the server\'s headers stay, and OPTIONS needs a route', async () => {
  const { url } = await start(servedServer({ routes: routesFor('GET /cors') }));
  expect(corsHeaders(await fetch(`${url}/cors`))).toMatchObject({ 'access-control-allow-origin': 'https://of-the-server' });
  expect((await preflight(`${url}/cors`, 'https://app.example.com')).status).toBe(404);
});
