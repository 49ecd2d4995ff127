import { restRouteFacts, restServer, stageFacts } from '../../served-server';
import { jsonOf, raw } from '../raw-client';
import { gatewayOfTest, Shown } from '../running-gateway';

const start = gatewayOfTest();

const shown = async (answer: Response) => await answer.json() as Shown;

describe('stages and methods', () => {
  const routes = [restRouteFacts('POST /mcp'), restRouteFacts('ANY /mcp/any'), restRouteFacts('OPTIONS /{proxy+}')];

  test('without the stage the API is not found: 403, Forbidden', async () => {
    const { url, requests, events } = await start(restServer({ routes }));
    const answer = await fetch(`${url}/mcp`, { method: 'POST' });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([403, 'application/json', '{"message":"Forbidden"}']);
    expect(answer.headers.get('x-amzn-errortype')).toBe('ForbiddenException');
    expect((await requests(1))[0].failure).toBe('no stage for /mcp');
    expect(events.map(({ event }) => event)).toEqual(['request']);
  });

  test.each(['POST /prod', 'POST /prod/', 'GET /prod/mcp', 'POST /prod/other', 'POST /prod/MCP'])('%s has no method: 403, Missing Authentication Token', async (asked) => {
    const { url } = await start(restServer({ routes }));
    const [method, path] = asked.split(' ');
    const answer = await fetch(url + path, { method });
    expect([answer.status, await answer.text()]).toEqual([403, '{"message":"Missing Authentication Token"}']);
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(answer.headers.get('x-amz-apigw-id')).toMatch(/^[\w+/]{15}=$/);
    expect(answer.headers.get('apigw-requestid')).toBeNull();
  });

  test('a method that a resource lacks is looked for at a greedy one', async () => {
    const { url } = await start(restServer({ routes }));
    const asked = async (method: string, path: string) => {
      const { headers } = await shown(await fetch(url + path, { method }));
      return (JSON.parse(headers['x-amzn-request-context']) as { resourcePath: string }).resourcePath;
    };
    expect(await asked('POST', '/prod/mcp')).toBe('/mcp');
    expect(await asked('OPTIONS', '/prod/mcp')).toBe('/{proxy+}');
    expect(await asked('OPTIONS', '/prod/mcp/any')).toBe('/mcp/any');
  });

  test('a method that is not served gives 501 and says why', async () => {
    const { url } = await start(restServer({ routes: [restRouteFacts('POST /mcp', { unserved: 'guarded by an API key, which dev does not check' })] }));
    const answer = await fetch(`${url}/prod/mcp`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toEqual([501, { message: 'POST /mcp: guarded by an API key, which dev does not check' }]);
  });

  test('behind a domain the server sees the mapping and not the stage, and gateway responses know the stage', async () => {
    const template = { mediaType: 'text/plain', text: '$context.stage $context.path' };
    const gatewayResponses = [{ type: 'MISSING_AUTHENTICATION_TOKEN', headers: [], template }];
    const domain = { mappings: [{ key: 'tools', stage: 'prod' }], ownUrl: false };
    const { url } = await start(restServer({ routes, domain, gatewayResponses }));
    const { url: seen, headers } = await shown(await fetch(`${url}/tools/mcp`, { method: 'POST' }));
    expect(seen).toBe('/tools/mcp');
    expect(JSON.parse(headers['x-amzn-request-context'])).toMatchObject({ path: '/tools/mcp', stage: 'prod', resourcePath: '/mcp' });
    expect(await (await fetch(`${url}/tools/other`, { method: 'POST' })).text()).toBe('prod /tools/other');
    expect(await (await fetch(`${url}/prod/mcp`, { method: 'POST' })).text()).toBe('{"message":"Forbidden"}');
  });

  test('a mock answers by itself, and no instance is asked', async () => {
    const mock = { status: 204, headers: ['access-control-allow-origin', '*'] };
    const { url, events, requests } = await start(restServer({ routes: [restRouteFacts('OPTIONS /mcp', { mock })] }));
    const answer = await fetch(`${url}/prod/mcp`, { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('access-control-allow-origin'), await answer.text()]).toEqual([204, '*', '']);
    await requests(1);
    expect(events.map(({ event }) => event)).toEqual(['request']);
  });
});

describe('what the server is sent', () => {
  test('has no stage in its path, keeps the path\'s escapes and the slash at its end, and has the query encoded anew', async () => {
    const { url } = await start(restServer());
    const sent = async (target: string) => (await shown(await fetch(url + target))).url;
    expect(await sent('/prod/mcp')).toBe('/mcp');
    expect(await sent('/prod/mcp/')).toBe('/mcp/');
    expect(await sent('/prod/mcp/a%2Fb%20c')).toBe('/mcp/a%2Fb%20c');
    expect(await sent('/prod/mcp?a=1&b=%20x&a=2&c')).toBe('/mcp?a=1&a=2&b=+x&c=');
  });

  test('is the base path off, and the context of a REST API', async () => {
    const server = restServer();
    const { port } = await start(restServer({}, { adapter: { ...server.function.adapter, removeBasePath: '/mcp' } }));
    const { headers, url } = jsonOf(await raw(port, [
      'POST /prod/mcp/a%20b HTTP/1.1', 'Host: localhost', 'Connection: close', 'User-Agent: me', 'X-Many: 1', 'x-many: 2', 'X-Forwarded-For: 9.9.9.9',
      'X-Amzn-Request-Context: spoofed', 'Content-MD5: x', 'Content-Length: 0', '', '',
    ])) as Shown;
    expect(url).toBe('/a%20b');
    expect(headers).toMatchObject({ 'x-many': '2', 'x-forwarded-for': '9.9.9.9, 127.0.0.1', 'x-forwarded-proto': 'http' });
    expect(headers).not.toHaveProperty('content-md5');
    expect(JSON.parse(headers['x-amzn-request-context'])).toMatchObject({
      stage: 'prod',
      resourcePath: '/mcp/{proxy+}',
      path: '/prod/mcp/a%20b',
      httpMethod: 'POST',
      domainName: 'localhost',
      identity: { sourceIp: '127.0.0.1', userAgent: 'me', user: null },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    });
  });
});

describe('bodies', () => {
  const BYTES = Buffer.from([0x61, 0xff, 0x00]);
  const echoed = async (url: string, type: string, accept: string) => {
    const answer = await fetch(`${url}/prod/bytes`, { method: 'POST', headers: { 'content-type': type, accept }, body: BYTES });
    return Buffer.from(await answer.arrayBuffer());
  };
  const routes = [restRouteFacts('POST /bytes')];

  test('are text without binary media types: what is no UTF-8 is lost on the way, and bytes come back in base64', async () => {
    const { url } = await start(restServer({ routes }));
    expect(await echoed(url, 'text/plain', '*/*')).toEqual(Buffer.from('a\ufffd\0'));
    expect(await echoed(url, 'image/png', 'image/png')).toEqual(Buffer.from(Buffer.from('a\ufffd\0').toString('base64')));
  });

  test('are bytes of a binary media type, both ways where the client accepts it', async () => {
    const { url } = await start(restServer({ routes, binaryMediaTypes: ['image/png'] }));
    expect(await echoed(url, 'image/png; q=1', 'image/png,*/*')).toEqual(BYTES);
    expect(await echoed(url, 'image/png', '*/*')).toEqual(Buffer.from(BYTES.toString('base64')));
    expect(await echoed(url, 'image/gif', 'image/png')).toEqual(Buffer.from('a\ufffd\0'));
  });

  test('are bytes of any type with */*', async () => {
    const { url } = await start(restServer({ routes, binaryMediaTypes: ['*/*'] }));
    expect(await echoed(url, 'image/gif', 'text/html')).toEqual(BYTES);
  });
});

describe('what the client gets', () => {
  test('is every value of each header, and under another name what a function may not say', async () => {
    const { url } = await start(restServer({ routes: [restRouteFacts('GET /{proxy+}')] }));
    const answer = await fetch(`${url}/prod/cookies`);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('x-many')).toBe('1, 2');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-amzn-remapped-date')).not.toBeNull();
    expect(answer.headers.get('x-amzn-remapped-connection')).not.toBeNull();
    expect(answer.headers.get('x-amzn-trace-id')).toMatch(/^Root=1-/);
    const challenge = await fetch(`${url}/prod/challenge`);
    expect([challenge.status, challenge.headers.get('www-authenticate'), challenge.headers.get('x-amzn-remapped-www-authenticate')]).toEqual([401, null, 'Bearer']);
  });

  test('is 504 when the gateway\'s time is over, and not before, while the function goes on', async () => {
    const routes = [restRouteFacts('GET /{proxy+}', { integrationTimeoutMs: 800 })];
    const { url, events } = await start(restServer({ routes }));
    expect((await fetch(`${url}/prod/slow?ms=0`)).status).toBe(200);
    expect((await fetch(`${url}/prod/slow?ms=400`)).status).toBe(200);
    const answer = await fetch(`${url}/prod/slow?ms=1200`);
    expect([answer.status, await answer.text()]).toEqual([504, '{"message": "Endpoint request timed out"}']);
    expect(events.filter(({ event }) => event === 'instance-ended')).toEqual([]);
  });

  test.each([
    ['the server crashes', '/crash', {}],
    ['the function\'s time is over', '/slow?ms=60000', { timeoutSeconds: 0.3 }],
    ['the answer is larger than 6 MB', '/large', {}],
  ])('is 502 when %s', async (_name, target, facts) => {
    const { url } = await start(restServer({ routes: [restRouteFacts('GET /{proxy+}')] }, facts));
    const answer = await fetch(`${url}/prod${target}`);
    expect([answer.status, await answer.text(), answer.headers.get('x-amzn-errortype')]).toEqual([502, '{"message": "Internal server error"}', 'InternalServerErrorException']);
  });

  test('is 500 when Lambda throttles', async () => {
    const { url } = await start(restServer({}, { reservedConcurrency: 0 }));
    const answer = await fetch(`${url}/prod/mcp`);
    expect([answer.status, await answer.text()]).toEqual([500, '{"message": "Internal server error"}']);
  });

  test('is 429 when the method\'s burst is used up, whatever other methods let through', async () => {
    const stages = [stageFacts({ name: 'prod', routeThrottles: { 'ANY /mcp': { rateLimit: 1, burstLimit: 1 } } })];
    const { url } = await start(restServer({ stages }), { now: () => 0 });
    const call = async (path: string) => fetch(`${url}/prod${path}`);
    expect([(await call('/mcp')).status, (await call('/mcp/a')).status, (await call('/mcp/a')).status]).toEqual([200, 200, 200]);
    const answer = await call('/mcp');
    expect([answer.status, await answer.text(), answer.headers.get('x-amzn-errortype')]).toEqual([429, '{"message":"Too Many Requests"}', 'TooManyRequestsException']);
  });
});

describe('sizes', () => {
  const post = async (url: string, bytes: number) => fetch(`${url}/prod/slow?ms=0`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: Buffer.alloc(bytes, 'x') });
  const routes = [restRouteFacts('ANY /{proxy+}')];

  test('an event up to 6 MB reaches the server, a larger one and a body over 10 MB get 413, each in its own words', async () => {
    const { url } = await start(restServer({ routes }));
    expect((await post(url, 6_287_000)).status).toBe(200);
    const event = await post(url, 6_291_000);
    expect([event.status, await event.text(), event.headers.get('x-amzn-errortype')]).toEqual([413, '{"message": "Request Too Long"}', 'BadRequestException']);
    expect(await (await post(url, 10 * 1024 * 1024)).text()).toBe('{"message": "Request Too Long"}');
    const body = await post(url, 10 * 1024 * 1024 + 1);
    expect([body.status, body.headers.get('content-type'), await body.text()]).toEqual([413, 'text; charset=utf-8', 'HTTP content length exceeded 10485760 bytes.']);
  });

  test('10,240 bytes of request line and header values reach the server, and one more gets 431', async () => {
    const { port } = await start(restServer());
    const head = 'GET /prod/mcp HTTP/1.1';
    const request = (size: number) => [head, 'Host: localhost', 'Connection: close', `X-Pad: ${'x'.repeat(size - head.length - 'localhostclose'.length)}`, '', ''];
    expect(await raw(port, request(10_240))).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw(port, request(10_241))).toMatch(/^HTTP\/1\.1 431 [^]*\r\n\r\nHTTP header is larger than 10240 bytes\.$/);
  });
});

describe('gateway responses', () => {
  const gatewayResponses = [
    { type: 'DEFAULT_4XX', headers: ['access-control-allow-origin', '*'] },
    {
      type: 'THROTTLED',
      status: 503,
      headers: ['retry-after', '1'],
      template: {
        mediaType: 'text/plain',
        text: '$context.error.message|$context.error.messageString|$context.error.responseType|$context.stage.|${context.httpMethod}|$context.constructor|',
      },
    },
    { type: 'DEFAULT_5XX', headers: ['content-type', 'application/problem+json'] },
  ];
  const stages = [stageFacts({ name: 'prod', routeThrottles: { 'ANY /none': { burstLimit: 0 } } })];
  const routes = [restRouteFacts('ANY /none'), restRouteFacts('ANY /crash')];

  test('stand in place of the API\'s own answers: the very type, else that of the class', async () => {
    const { url } = await start(restServer({ gatewayResponses, stages, routes }));
    const missing = await fetch(`${url}/prod/other`);
    expect([missing.status, missing.headers.get('access-control-allow-origin'), await missing.json()]).toEqual([403, '*', { message: 'Missing Authentication Token' }]);
    const throttled = await fetch(`${url}/prod/none`);
    expect([throttled.status, throttled.headers.get('retry-after'), throttled.headers.get('content-type'), throttled.headers.get('access-control-allow-origin')])
      .toEqual([503, '1', 'text/plain', null]);
    expect(await throttled.text()).toBe('Too Many Requests|"Too Many Requests"|THROTTLED|prod.|GET||');
    const failed = await fetch(`${url}/prod/crash`);
    expect([failed.status, failed.headers.get('content-type')]).toEqual([502, 'application/problem+json']);
  });

  test('do not stand for an API that was not found, nor for what the server answers', async () => {
    const { url } = await start(restServer({ gatewayResponses, routes: [restRouteFacts('ANY /{proxy+}')] }));
    expect((await fetch(`${url}/other`)).headers.get('access-control-allow-origin')).toBeNull();
    const answer = await fetch(`${url}/prod/challenge`);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, null]);
  });
});
