import { GatewayResponseFacts, RestLambdaGuard } from '../../../src/template/model';
import { lambdaFacts } from '../../functions/running-functions';
import { restRouteFacts, restServer, stageFacts } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

let gateway: RunningGateway;
/** The clock by which answers are kept, in milliseconds. */
let now = 0;

const guard = (id: string, change: Partial<RestLambdaGuard> = {}): RestLambdaGuard => ({
  kind: 'rest-lambda', id, function: 'Decides', type: 'TOKEN', identitySource: ['method.request.header.Authorization'], resultTtlSeconds: 0, ...change,
});

const gatewayResponses: GatewayResponseFacts[] = [
  { type: 'UNAUTHORIZED', headers: ['www-authenticate', 'Bearer resource_metadata="https://x"'] },
  { type: 'ACCESS_DENIED', status: 403, headers: ['www-authenticate', 'Bearer error="insufficient_scope"'] },
];

beforeAll(async () => {
  const kept = guard('Kept', { resultTtlSeconds: 60 });
  const guards: Record<string, RestLambdaGuard> = {
    '/token/{id}': guard('Token'),
    '/kept': kept,
    '/kept-too': kept,
    '/valid': guard('Valid', { validation: '^Allow \\S+$|^Allow$' }),
    '/two': guard('Two', { type: 'REQUEST', identitySource: ['method.request.header.Authorization', 'method.request.querystring.key', 'context.path'] }),
    '/none': guard('None', { type: 'REQUEST', identitySource: [], resultTtlSeconds: 60 }),
    '/dead': guard('Dead', { function: 'Dead' }),
  };
  const routes = Object.entries(guards).map(([path, each]) => restRouteFacts(`GET ${path}`, { guard: each }));
  const mock = { status: 200, headers: [], body: { mediaType: 'application/json', text: '{"mock":true}' } };
  gateway = await startGateway(restServer({
    stages: [stageFacts({ name: 'prod' }), stageFacts({ name: 'test' })],
    routes: [
      ...routes,
      restRouteFacts('POST /token/{id}', { guard: guard('Token') }),
      restRouteFacts('GET /stream', { guard: guard('Token'), streamIdleMs: 300_000 }),
      restRouteFacts('GET /mock', { guard: guard('Token'), mock }),
    ],
    gatewayResponses,
    functions: [lambdaFacts({ logicalId: 'Decides', handler: 'authorizer.rest' }), lambdaFacts({ logicalId: 'Dead', handler: 'authorizer.nothing' })],
  }), { now: () => now });
});

afterAll(async () => gateway.close());

interface Called {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly failure?: string;
  /** What the server was told of the caller. */
  readonly caller?: Record<string, string>;
}

async function call(path: string, authorization?: string, init: RequestInit = {}): Promise<Called> {
  const before = gateway.events.filter(({ event }) => event === 'request').length;
  const sent = { ...init.headers, ...authorization === undefined ? {} : { authorization } };
  const answer = await fetch(`${gateway.url}${path}`, { ...init, headers: sent });
  const text = await answer.text();
  const { failure } = (await gateway.requests(before + 1)).at(-1)!;
  const { headers = {} } = text.startsWith('{') ? JSON.parse(text) as { headers?: Record<string, string> } : {};
  const context = headers['x-amzn-request-context'];
  const caller = context === undefined ? {} : { caller: JSON.parse(context).authorizer };
  return { status: answer.status, text, headers: answer.headers, failure, ...caller };
}

describe('a caller who is let in', () => {
  test('is told to the server as the authorizer has it, every value a text', async () => {
    const { status, caller } = await call('/prod/token/7', 'Allow');
    expect(status).toBe(200);
    expect(caller).toMatchObject({ principalId: 'ann', admin: 'true', count: expect.stringMatching(/^\d+$/) });
  });

  test('of TOKEN is asked for by the token and the method alone', async () => {
    const { caller } = await call('/prod/token/7?x=1', 'Allow');
    expect(JSON.parse(caller!.event)).toEqual({
      type: 'TOKEN', authorizationToken: 'Allow', methodArn: 'arn:aws:execute-api:us-east-1:000000000000:local/prod/GET/token/7',
    });
  });

  test('of REQUEST is asked for by the whole request but its body', async () => {
    const { caller } = await call('/prod/two?key=k&key=l', 'Allow', { headers: { 'x-many': 'a' } });
    expect(JSON.parse(caller!.event)).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:us-east-1:000000000000:local/prod/GET/two',
      resource: '/two',
      path: '/two',
      httpMethod: 'GET',
      headers: { 'authorization': 'Allow', 'x-many': 'a' },
      multiValueHeaders: { authorization: ['Allow'] },
      queryStringParameters: { key: 'l' },
      multiValueQueryStringParameters: { key: ['k', 'l'] },
      pathParameters: {},
      stageVariables: {},
      requestContext: { resourcePath: '/two', stage: 'prod', path: '/prod/two', identity: { sourceIp: '127.0.0.1' } },
    });
  });

  test('reaches methods that stream, and those that answer by themselves', async () => {
    expect((await call('/prod/stream', 'Allow')).caller).toMatchObject({ principalId: 'ann' });
    expect((await call('/prod/mock', 'Allow')).text).toBe('{"mock":true}');
    expect((await call('/prod/stream', 'Deny')).status).toBe(403);
    expect((await call('/prod/mock')).status).toBe(401);
  });
});

describe('without an identity the function is not asked, and the answer is 401', () => {
  test.each([
    ['/prod/token/7', undefined, 'nothing in method.request.header.Authorization'],
    ['/prod/token/7', '', 'nothing in method.request.header.Authorization'],
    ['/prod/two', undefined, 'nothing in method.request.header.Authorization and method.request.querystring.key'],
    ['/prod/two?key=', 'Allow', 'nothing in method.request.querystring.key'],
    ['/prod/valid', 'Perhaps', 'the token does not fit its validation expression ^Allow \\S+$|^Allow$'],
  ])('%s %s', async (path, authorization, why) => {
    const { status, text, headers, failure } = await call(path, authorization);
    expect([status, text, headers.get('x-amzn-errortype')]).toEqual([401, '{"message":"Unauthorized"}', 'UnauthorizedException']);
    expect(headers.get('www-authenticate')).toBe('Bearer resource_metadata="https://x"');
    expect(failure).toMatch(/^the Lambda authorizer \w+ was not asked: /);
    expect(failure?.endsWith(why)).toBe(true);
  });

  test('unless none is asked for', async () => {
    expect((await call('/prod/none')).status).toBe(200);
  });
});

test('an authorizer that fails with the word Unauthorized answers 401', async () => {
  expect(await call('/prod/token/7', 'Unauthorized')).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}', failure: 'the Lambda authorizer Token failed with "Unauthorized"' });
});

describe('a policy', () => {
  test.each([
    ['Allow', '/prod/token/7', 200],
    ['Allow arn:aws:execute-api:*:*:*/prod/GET/token/*', '/prod/token/7', 200],
    ['Allow arn:aws:execute-api:*:*:*/prod/POST/token/*', '/prod/token/7', 403],
    ['Allow arn:aws:execute-api:*:*:*/test/*', '/prod/token/7', 403],
    ['Deny', '/prod/token/7', 403],
  ])('%s for %s: %d', async (token, path, status) => {
    expect((await call(path, token)).status).toBe(status);
  });

  test('that denies says so, and one that allows something else says less', async () => {
    const denied = await call('/prod/token/7', 'Deny');
    expect(denied.text).toBe('{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}');
    expect([denied.headers.get('x-amzn-errortype'), denied.headers.get('www-authenticate')]).toEqual(['AccessDeniedException', 'Bearer error="insufficient_scope"']);
    expect(denied.failure).toBe('denied by the Lambda authorizer Token');
    const other = await call('/prod/token/7', 'Allow arn:other');
    expect([other.text, other.failure]).toEqual(['{"Message":"User is not authorized to access this resource"}', 'not allowed by the Lambda authorizer Token']);
  });
});

describe('where the authorizer fails, the answer is 500', () => {
  test.each([
    ['/prod/token/7', 'Broken', 'AuthorizerFailureException', 'the Lambda authorizer Token: the function failed: Error: Broken'],
    ['/prod/dead', 'Allow', 'AuthorizerFailureException', 'the Lambda authorizer Dead: the function Dead did not start'],
    ['/prod/token/7', 'Perhaps', 'AuthorizerConfigurationException', 'the Lambda authorizer Token: it returned no policyDocument with statements'],
    ['/prod/token/7', 'Nobody', 'AuthorizerConfigurationException', 'the Lambda authorizer Token: it returned no principalId that is a text'],
    ['/prod/token/7', 'Deep', 'AuthorizerConfigurationException', 'the Lambda authorizer Token: it returned a context with more than texts, numbers and booleans'],
  ])('%s %s: %s', async (path, authorization, type, failure) => {
    const { status, text, headers, failure: said } = await call(path, authorization);
    expect([status, text, headers.get('x-amzn-errortype'), said]).toEqual([500, '{"message":null}', type, failure]);
  });
});

describe('an answer is kept', () => {
  const count = async (path: string, token: string) => (await call(path, token)).caller?.count;
  const ALL = 'Allow *';

  test('for its time, for the same token, all methods of the authorizer and one stage', async () => {
    const first = await count('/prod/kept', ALL);
    expect([await count('/prod/kept', ALL), await count('/prod/kept-too', ALL)]).toEqual([first, first]);
    expect(await count('/test/kept', ALL)).not.toBe(first);
    now += 59_999;
    expect(await count('/prod/kept', ALL)).toBe(first);
    now += 1;
    expect(await count('/prod/kept', ALL)).not.toBe(first);
  });

  test('and its policy is evaluated for each method: one that names a method lets no other be called', async () => {
    const own = 'Allow arn:aws:execute-api:*/GET/kept';
    expect([(await call('/prod/kept', own)).status, (await call('/prod/kept-too', own)).failure])
      .toEqual([200, 'not allowed by the Lambda authorizer Kept, as it has answered before']);
  });

  test('not at all where there is no identity or no time', async () => {
    expect(await count('/prod/none', 'Allow')).not.toBe(await count('/prod/none', 'Allow'));
    expect(await count('/prod/token/7', 'Allow')).not.toBe(await count('/prod/token/7', 'Allow'));
  });
});
