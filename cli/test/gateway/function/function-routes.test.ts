import { LOCAL_ORIGIN } from '../../../src/template/model';
import { lambdaFacts } from '../../functions/running-functions';
import { corsFacts, routeFacts, servedServer, stageFacts } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

let gateway: RunningGateway;

beforeAll(async () => {
  const to = (key: string, name: string, route = {}) => routeFacts(key, { function: name, ...route });
  gateway = await startGateway(servedServer({
    stages: [stageFacts(), stageFacts({ name: 'prod' })],
    routes: [
      to('ANY /show/{first}/{rest+}', 'Show'), to('POST /reply', 'Reply'), to('GET /behave', 'Behave'), to('GET /briefly', 'Slow', { integrationTimeoutMs: 100 }),
      to('GET /broken', 'Broken'), routeFacts('GET /server'),
    ],
    cors: corsFacts({ allowOrigins: ['https://app.example.com'], allowMethods: ['*'] }),
    functions: [
      lambdaFacts({ logicalId: 'Show', environment: { ORIGIN: LOCAL_ORIGIN } }),
      lambdaFacts({ logicalId: 'Reply', handler: 'index.reply' }),
      lambdaFacts({ logicalId: 'Behave', handler: 'index.behave', timeoutSeconds: 3 }),
      lambdaFacts({ logicalId: 'Slow', handler: 'index.behave' }),
      lambdaFacts({ logicalId: 'Broken', handler: 'index.nothing' }),
    ],
  }));
});

afterAll(async () => gateway.close());

describe('a function is invoked by an event of payload format 2.0', () => {
  const event = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${gateway.url}${path}`, init);
    return (await answer.json() as { event: object }).event;
  };

  test('with path, query, headers and cookies', async () => {
    expect(await event('/prod/show/a%20b/c/d%2Fe?x=1&x=2&y=', { headers: { 'x-text': 'a', 'cookie': 'a=1; b=2' } })).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /show/{first}/{rest+}',
      rawPath: '/prod/show/a b/c/d/e',
      rawQueryString: 'x=1&x=2&y=',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-text': 'a', 'x-forwarded-for': '127.0.0.1', 'content-length': '0', 'x-amzn-trace-id': expect.stringMatching(/^Root=1-/) },
      queryStringParameters: { x: '1,2', y: '' },
      pathParameters: { first: 'a b', rest: 'c/d/e' },
      requestContext: { stage: 'prod', http: { method: 'GET', path: '/prod/show/a b/c/d/e' } },
      isBase64Encoded: false,
    });
  });

  test('with a text as it is, and bytes in base64', async () => {
    const path = '/show/a/b';
    expect(await event(path, { method: 'POST', body: '{"ü":1}', headers: { 'content-type': 'application/json' } })).toMatchObject({ body: '{"ü":1}', isBase64Encoded: false });
    expect(await event(path, { method: 'POST', body: Buffer.from([0, 255]), headers: { 'content-type': 'application/octet-stream' } }))
      .toMatchObject({ body: 'AP8=', isBase64Encoded: true });
    expect(await event(path)).not.toHaveProperty('body');
  });
});

describe('what it returns becomes the answer', () => {
  const returned = async (result: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${gateway.url}/reply`, { method: 'POST', body: JSON.stringify(result), headers: { 'content-type': 'application/json', ...headers } });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text(), headers: answer.headers };
  };

  test.each<[string, unknown, number, string | null, string]>([
    ['an object without a status', { message: 'hi' }, 200, 'application/json', '{"message":"hi"}'],
    ['a text', 'hi', 200, 'application/json', 'hi'],
    ['null', null, 200, 'application/json', 'null'],
    ['a response without a type', { statusCode: 201, body: 'grüß' }, 201, 'text/plain; charset=utf-8', 'grüß'],
    ['a response with a type', { statusCode: 404, headers: { 'Content-Type': 'text/html' }, body: '<p>' }, 404, 'text/html', '<p>'],
    ['a response in base64', { statusCode: 200, body: 'aGk=', isBase64Encoded: true }, 200, 'text/plain; charset=utf-8', 'hi'],
    ['a response without a body', { statusCode: 204 }, 204, null, ''],
  ])('%s', async (_name, result, status, type, text) => {
    expect(await returned(result)).toMatchObject({ status, type, text });
  });

  test('with cookies, and with the headers of the API\'s CORS configuration instead of its own', async () => {
    const response = { statusCode: 200, headers: { 'X-Text': 'a', 'Access-Control-Allow-Origin': '*' }, cookies: ['a=1', 'b=2'], body: '' };
    const { headers } = await returned(response, { origin: 'https://app.example.com' });
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([headers.get('x-text'), headers.get('access-control-allow-origin')]).toEqual(['a', 'https://app.example.com']);
  });

  test.each<[string, unknown]>([
    ['a status that is none', { statusCode: 'ok' }],
    ['a status below 200', { statusCode: 199 }],
    ['a status over 599', { statusCode: 600 }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['headers that are lists', { statusCode: 200, headers: { a: ['b'] } }],
    ['cookies that are no list', { statusCode: 200, cookies: 'a=1' }],
    ['a header that no client could read', { statusCode: 200, headers: { 'a b': 'c' } }],
  ])('and is 500 where it is malformed: %s', async (_name, result) => {
    expect(await returned(result)).toMatchObject({ status: 500, type: 'application/json', text: '{"message":"Internal Server Error"}' });
  });
});

describe('where it gives no answer', () => {
  const failed = async (path: string) => {
    const before = gateway.events.filter(({ event }) => event === 'request').length;
    const answer = await fetch(`${gateway.url}${path}`);
    const request = (await gateway.requests(before + 1)).at(-1)!;
    return [answer.status, await answer.json(), request.failure];
  };
  const error = { message: 'Internal Server Error' };

  test('since it fails, the client reads 500 and the developer why', async () => {
    expect(await failed('/behave?how=fail')).toEqual([500, error, 'the function failed: RangeError: out of reach']);
    expect(gateway.events).toContainEqual(expect.objectContaining({ event: 'output', stream: 'stderr', line: expect.stringContaining('RangeError: out of reach') }));
  });

  test('since its process ends', async () => {
    expect(await failed('/behave?how=end')).toEqual([500, error, 'the function Behave ended with exit code 7 before it had answered']);
  });

  test('since its process does not start', async () => {
    expect(await failed('/broken')).toEqual([500, error, 'the function Broken did not start']);
  });

  test('within its own time', async () => {
    expect(await failed('/behave?how=hang')).toEqual([500, error, expect.stringContaining('the function\'s timeout of 3 s was over')]);
  });

  test('within the integration\'s time', async () => {
    expect(await failed('/briefly?how=hang')).toEqual([503, { message: 'Service Unavailable' }, 'no answer within the integration\'s 0.1 s; the function goes on']);
  });
});

test('the server and the functions have instances of their own, counted together', async () => {
  expect((await fetch(`${gateway.url}/server`)).status).toBe(200);
  const started = gateway.events.filter((event) => event.event === 'instance-started');
  const numbers = started.map(({ instance }) => instance);
  expect(numbers).toEqual([...new Set(numbers)]);
  expect(started.filter((event) => event.function === undefined)).toHaveLength(1);
});
