import { corsFacts, routeFacts, urlServer } from '../../served-server';
import { jsonOf, raw } from '../raw-client';
import { gatewayOfTest, Shown } from '../running-gateway';

const start = gatewayOfTest();

const FORBIDDEN = '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}';

describe('what the server is sent', () => {
  test('is any path as it is, and the context of a function URL', async () => {
    const { url } = await start(urlServer());
    const { method, url: path, headers, body } = await (await fetch(`${url}/mcp/a?x=1&x=2`, { method: 'POST', body: 'hello' })).json() as Shown;
    expect([method, path, body]).toEqual(['POST', '/mcp/a?x=1&x=2', 'hello']);
    expect(headers['x-amzn-trace-id']).toMatch(/^Root=1-/);
    expect(JSON.parse(headers['x-amzn-request-context'])).toMatchObject({
      accountId: 'anonymous',
      apiId: 'local',
      domainName: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      http: { method: 'POST', path: '/mcp/a', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      requestId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      routeKey: '$default',
      stage: '$default',
    });
  });

  test('has the base path removed', async () => {
    const { url } = await start(urlServer({}, { adapter: { port: 8080, readinessPath: '/', invokeMode: 'buffered', removeBasePath: '/mcp' } }));
    expect((await (await fetch(`${url}/mcp/a`)).json() as Shown).url).toBe('/a');
  });
});

describe('what the client gets', () => {
  test('is under another name what a function may not say', async () => {
    const { url } = await start(urlServer());
    const answer = await fetch(`${url}/challenge`);
    expect([answer.status, answer.headers.get('www-authenticate'), answer.headers.get('x-amzn-remapped-www-authenticate')]).toEqual([401, null, 'Bearer']);
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await fetch(`${url}/cookies`)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test.each([
    ['the server crashes', '/crash', {}],
    ['the function\'s time is over', '/slow?ms=60000', { timeoutSeconds: 0.3 }],
    ['the answer is larger than 6 MB', '/large', {}],
  ])('is 502 when %s', async (_name, target, facts) => {
    const { url } = await start(urlServer({}, facts));
    const answer = await fetch(url + target);
    expect([answer.status, await answer.text()]).toEqual([502, 'Internal Server Error']);
  });

  test.each([
    ['what the function reserves is at work', 'ReservedFunctionConcurrentInvocationLimitExceeded', { reservedConcurrency: 0 }, {}],
    ['as many are at work as dev runs, as where an account has no more', 'ConcurrentInvocationLimitExceeded', {}, { maxInstances: 0 }],
  ])('is 429 when %s, with Lambda\'s reason for it', async (_name, reason, facts, options) => {
    const { url } = await start(urlServer({}, facts), options);
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('x-amzn-errortype'), await answer.json()])
      .toEqual([429, 'TooManyRequestsException', { Reason: reason, Type: 'User', message: 'Rate Exceeded.' }]);
  });

  test('is 413 for an event over 6 MB', async () => {
    const { url } = await start(urlServer());
    const post = async (bytes: number) => fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: Buffer.alloc(bytes, 'x') });
    const answer = await post(6 * 1024 * 1024);
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([413, 'RequestEntityTooLargeException']);
  });

  test('is no 431 where only API Gateway would give one', async () => {
    const { port } = await start(urlServer());
    const answer = await raw(port, ['GET /mcp HTTP/1.1', 'Host: localhost', 'Connection: close', `X-Pad: ${'x'.repeat(20_000)}`, '', '']);
    expect((jsonOf(answer) as Shown).headers['x-pad']).toHaveLength(20_000);
  });

  test('is 403 for a host that is not known', async () => {
    const { port } = await start(urlServer());
    expect(await raw(port, ['GET /mcp HTTP/1.1', 'Host: example.com', 'Connection: close', '', ''])).toMatch(/^HTTP\/1\.1 403 [^]*\r\n\r\n\{"Message":null\}$/);
  });
});

describe('a URL that is not for everybody', () => {
  test('whose function\'s policy lets nobody call it is 403, and no instance is asked', async () => {
    const { url, events, requests } = await start(urlServer({ forbidden: 'its permission is missing' }));
    const answer = await fetch(`${url}/mcp`);
    expect([answer.status, await answer.text(), answer.headers.get('x-amzn-errortype')]).toEqual([403, FORBIDDEN, 'AccessDeniedException']);
    expect((await requests(1))[0].failure).toBe('its permission is missing');
    expect(events.map(({ event }) => event)).toEqual(['request']);
  });

  test('and which dev does not check is 501', async () => {
    const { url } = await start(urlServer({ routes: [routeFacts('$default', { unserved: 'guarded by an AuthType that is "X", which dev does not check' })] }));
    const answer = await fetch(`${url}/mcp`);
    expect([answer.status, await answer.json()])
      .toEqual([501, { Message: 'the function URL ServerUrl: guarded by an AuthType that is "X", which dev does not check' }]);
  });
});

describe('CORS', () => {
  const cors = corsFacts({ allowOrigins: ['https://app.example.com'], allowMethods: ['POST'], allowHeaders: ['content-type'], exposeHeaders: ['x-a'], maxAgeSeconds: 60 });
  const origin = 'https://app.example.com';
  const corsOf = ({ headers }: Response) => [...headers].filter(([name]) => name.startsWith('access-control-')).map(([name, value]) => `${name}: ${value}`);

  test('has preflights answered by the URL, also where nobody may call it', async () => {
    const { url, events, requests } = await start(urlServer({ cors, forbidden: 'its permission is missing' }));
    const answer = await fetch(`${url}/mcp`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    expect(answer.status).toBe(200);
    expect(corsOf(answer)).toEqual([
      'access-control-allow-headers: content-type', 'access-control-allow-methods: POST', 'access-control-allow-origin: https://app.example.com',
      'access-control-max-age: 60',
    ]);
    await requests(1);
    expect(events.map(({ event }) => event)).toEqual(['request']);
  });

  test('has headers added for an origin that is allowed, beside the server\'s own', async () => {
    const { url } = await start(urlServer({ cors }));
    expect(corsOf(await fetch(`${url}/mcp`, { headers: { origin } })))
      .toEqual(['access-control-allow-origin: https://app.example.com', 'access-control-expose-headers: x-a']);
    expect(corsOf(await fetch(`${url}/cors`, { headers: { origin } }))).toContain('access-control-allow-origin: https://of-the-server, https://app.example.com');
    expect(corsOf(await fetch(`${url}/crash`, { headers: { origin } }))).toContain('access-control-allow-origin: https://app.example.com');
  });

  test('has none added without an origin or for another one', async () => {
    const { url } = await start(urlServer({ cors }));
    expect(corsOf(await fetch(`${url}/mcp`))).toEqual([]);
    expect(corsOf(await fetch(`${url}/mcp`, { headers: { origin: 'https://other.example.com' } }))).toEqual([]);
  });

  test('that is not configured leaves OPTIONS and headers to the server', async () => {
    const { url } = await start(urlServer());
    const answer = await fetch(`${url}/mcp`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    expect([answer.status, (await answer.json() as Shown).method]).toEqual([200, 'OPTIONS']);
    expect(corsOf(await fetch(`${url}/cors`, { headers: { origin } }))).toContain('access-control-allow-origin: https://of-the-server');
  });
});

describe('a URL that streams', () => {
  const streaming = () => urlServer({ streams: true, cors: corsFacts({ allowOrigins: ['*'] }) }, {
    adapter: { port: 8080, readinessPath: '/', invokeMode: 'response_stream' },
  });

  test('gives each event to the client before the server has written the next', async () => {
    const { url, events, requests } = await start(streaming());
    const answer = await fetch(`${url}/events`, { headers: { origin: 'https://app.example.com' } });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('data: 1\n\n');
    const server = events.find((event) => event.event === 'instance-started')!;
    await (await fetch(`http://127.0.0.1:${server.port}/more`)).text();
    expect((await reader.read()).value).toBe('data: 2\n\n');
    await (await fetch(`http://127.0.0.1:${server.port}/finish`)).text();
    expect((await reader.read()).done).toBe(true);
    expect([answer.headers.get('x-amzn-remapped-www-authenticate'), answer.headers.get('access-control-allow-origin')]).toEqual(['Bearer', '*']);
    expect((await requests(1))[0]).toMatchObject({ status: 200, firstByteMs: expect.any(Number) });
  });

  test('calls a body without a type bytes, and takes more than 6 MB', async () => {
    const { url } = await start(streaming());
    const answer = await fetch(`${url}/large`);
    expect([answer.headers.get('content-type'), (await answer.arrayBuffer()).byteLength]).toEqual(['application/octet-stream', 7 * 1024 * 1024]);
  });

  test('is 502 where the server gives no answer', async () => {
    const { url } = await start(streaming());
    const answer = await fetch(`${url}/crash`);
    expect([answer.status, await answer.text()]).toEqual([502, 'Internal Server Error']);
  });
});
