import { routeFacts, routesFor, servedServer, stageFacts } from '../served-server';
import { jsonOf, raw } from './raw-client';
import { gatewayOfTest, Shown } from './running-gateway';

const start = gatewayOfTest();

describe('stages and routes', () => {
  test('a path without a route gives API Gateway\'s 404, and no instance is started', async () => {
    const { url, events, requests } = await start(servedServer({ routes: routesFor('POST /mcp') }));
    const answer = await fetch(`${url}/other`);
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([404, 'application/json', { message: 'Not Found' }]);
    expect(answer.headers.get('apigw-requestid')).toMatch(/^[\w+/]{15}=$/);
    expect((await requests(1))[0].failure).toBe('no route for GET /other');
    expect(events.map(({ event }) => event)).toEqual(['request']);
  });

  test('a named stage is the first segment of the path, and the server sees it unless the base path is removed', async () => {
    const stages = [stageFacts({ name: 'prod' })];
    const { url, requests } = await start(servedServer({ stages, routes: routesFor('POST /mcp') }));
    expect((await (await fetch(`${url}/prod/mcp?a=1&a=2`, { method: 'POST' })).json() as Shown).url).toBe('/prod/mcp?a=1&a=2');
    expect((await fetch(`${url}/mcp`, { method: 'POST' })).status).toBe(404);
    expect((await requests(2))[1].failure).toBe('no stage for /mcp');
    expect((await fetch(`${url}/prod/other`, { method: 'POST' })).status).toBe(404);
  });

  test('the base path is removed before the server is asked', async () => {
    const server = servedServer({ stages: [stageFacts({ name: 'prod' }), stageFacts()] });
    const { url } = await start(servedServer(server.door, { adapter: { ...server.function.adapter, removeBasePath: '/prod' } }));
    expect((await (await fetch(`${url}/prod/tools?x=%20y`)).json() as Shown).url).toBe('/tools?x=%20y');
    expect((await (await fetch(`${url}/mcp`)).json() as Shown).url).toBe('/mcp');
  });

  test('behind a domain the stage is in the path that the server sees and the mapping is not, and the API\'s own URL answers besides', async () => {
    const stages = [stageFacts({ name: 'prod' })];
    const domain = { mappings: [{ key: 'tools', stage: 'prod' }], ownUrl: true };
    const { url, requests } = await start(servedServer({ stages, domain, routes: routesFor('POST /mcp') }));
    const called = async (path: string) => {
      const { url: seen, headers } = await (await fetch(url + path, { method: 'POST' })).json() as Shown;
      const { stage, http } = JSON.parse(headers['x-amzn-request-context']) as { stage: string; http: { path: string } };
      return [seen, stage, http.path];
    };
    expect(await called('/tools/mcp?a=1')).toEqual(['/prod/mcp?a=1', 'prod', '/prod/mcp']);
    expect(await called('/prod/mcp')).toEqual(['/prod/mcp', 'prod', '/prod/mcp']);
    expect((await fetch(`${url}/mcp`, { method: 'POST' })).status).toBe(404);
    expect((await requests(3)).map(({ path, failure }) => [path, failure])).toEqual([['/tools/mcp', undefined], ['/prod/mcp', undefined], ['/mcp', 'no stage for /mcp']]);
  });

  test('a route that is not served gives 501 and says why', async () => {
    const unserved = 'guarded by a Lambda authorizer, which dev does not check';
    const { url, requests } = await start(servedServer({ routes: [routeFacts('POST /mcp', { unserved })] }));
    const answer = await fetch(`${url}/mcp`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toEqual([501, { message: `POST /mcp: ${unserved}` }]);
    expect((await requests(1))[0].failure).toBe(unserved);
  });

  test('a malformed percent escape gives 400', async () => {
    const { url } = await start(servedServer());
    expect((await fetch(`${url}/%zz`)).status).toBe(400);
  });
});

describe('what the server is sent', () => {
  test('is what the Lambda Web Adapter would send', async () => {
    const { port } = await start(servedServer({ routes: routesFor('POST /mcp') }), { allowedHosts: ['example.com'] });
    const { headers, method, body } = jsonOf(await raw(port, [
      'POST /mcp HTTP/1.1', 'Host: example.com:99', 'X-Many: 1', 'x-many: 2', 'Cookie: a=1; b=2', 'Connection: close', 'TE: trailers',
      'X-Amzn-Request-Context: spoofed', 'X-Amzn-Lambda-Context: spoofed', 'X-Forwarded-For: 9.9.9.9', 'X-Forwarded-Proto: gopher',
      'Transfer-Encoding: chunked', '', '3', 'abc', '2', 'de', '0', '', '',
    ])) as Shown;
    expect([method, body]).toEqual(['POST', 'abcde']);
    expect(headers).toMatchObject({
      'host': 'example.com:99',
      'x-many': '1,2',
      'cookie': 'a=1;b=2',
      'content-length': '5',
      'x-forwarded-for': '9.9.9.9, 127.0.0.1',
      'x-forwarded-port': String(port),
      'x-forwarded-proto': 'http',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
    expect(headers).not.toHaveProperty('te');
    expect(headers).not.toHaveProperty('transfer-encoding');
    expect(JSON.parse(headers['x-amzn-request-context'])).toMatchObject({
      routeKey: 'POST /mcp',
      stage: '$default',
      domainName: 'example.com:99',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      http: { method: 'POST', path: '/mcp', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
    });
    expect(JSON.parse(headers['x-amzn-lambda-context'])).toMatchObject({
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      invoked_function_arn: 'arn:aws:lambda:eu-central-1:000000000000:function:demo',
      env_config: { function_name: 'demo', memory: 256 },
    });
  });
});

describe('what the client gets', () => {
  test('is buffered, with every cookie and the first value of any other header, as payload format 2.0 has it', async () => {
    const { url } = await start(servedServer());
    const answer = await fetch(`${url}/cookies`);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('x-many')).toBe('1');
    expect(answer.headers.get('content-length')).toBe('0');
    expect(answer.headers.get('transfer-encoding')).toBeNull();
    expect(answer.headers.get('date')).not.toBeNull();
  });

  test('of a server that says "no content" has none', async () => {
    const { url } = await start(servedServer());
    const answer = await fetch(`${url}/no-content`);
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([204, null, '']);
  });

  test('is 500 when the function\'s time is over, and the instance ends with it', async () => {
    const { url, requests, events } = await start(servedServer({}, { timeoutSeconds: 0.2 }));
    const answer = await fetch(`${url}/slow?ms=60000`);
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect((await requests(1))[0].failure).toContain('timeout of 0.2 s');
    expect((await fetch(`${url}/any`)).status).toBe(200);
    expect(events).toContainEqual(expect.objectContaining({ event: 'instance-ended', instance: 1, signal: 'SIGKILL', expected: true }));
  });

  test('is 503 when the gateway\'s time is over, while the function goes on', async () => {
    const { url, requests, events } = await start(servedServer({ routes: [routeFacts('$default', { integrationTimeoutMs: 300 })] }));
    await fetch(`${url}/any`).then(async () => requests(1));
    const answer = await fetch(`${url}/slow?ms=600`);
    expect([answer.status, await answer.json()]).toEqual([503, { message: 'Service Unavailable' }]);
    expect(events.filter(({ event }) => event === 'instance-ended')).toEqual([]);
  });
});
