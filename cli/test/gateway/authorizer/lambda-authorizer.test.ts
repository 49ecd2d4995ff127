import { LambdaGuard } from '../../../src/template/model';
import { lambdaFacts } from '../../functions/running-functions';
import { routeFacts, servedServer } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

let gateway: RunningGateway;
/** The clock by which answers are kept, in milliseconds. */
let now = 0;

const guard = (id: string, change: Partial<LambdaGuard> = {}): LambdaGuard => ({
  kind: 'lambda',
  id,
  function: 'Simple',
  identitySource: ['$request.header.Authorization'],
  payloadFormat: '2.0',
  simpleResponses: true,
  resultTtlSeconds: 0,
  ...change,
});

beforeAll(async () => {
  const kept = guard('Kept', { resultTtlSeconds: 60 });
  const policy = guard('Policy', { function: 'Policy', simpleResponses: false, resultTtlSeconds: 60 });
  const routes: Record<string, LambdaGuard> = {
    '/simple/{id}': guard('Plain'),
    '/kept': kept,
    '/kept-too': kept,
    '/policy': policy,
    '/policy-too': policy,
    '/old': guard('Old', { function: 'Policy', simpleResponses: false, payloadFormat: '1.0' }),
    '/two': guard('Two', { identitySource: ['$request.header.Authorization', '$request.querystring.key', '$context.routeKey'] }),
    '/none': guard('None', { identitySource: [], resultTtlSeconds: 60 }),
    '/broken': guard('Broken', { function: 'Broken' }),
  };
  gateway = await startGateway(servedServer({
    routes: Object.entries(routes).map(([path, each]) => routeFacts(`GET ${path}`, { guard: each })),
    functions: [
      lambdaFacts({ logicalId: 'Simple', handler: 'authorizer.simple' }),
      lambdaFacts({ logicalId: 'Policy', handler: 'authorizer.policy' }),
      lambdaFacts({ logicalId: 'Broken', handler: 'authorizer.nothing' }),
    ],
  }), { now: () => now });
});

afterAll(async () => gateway.close());

interface Called {
  readonly status: number;
  readonly message?: string;
  readonly failure?: string;
  /** What the server was told of the caller. */
  readonly lambda?: { readonly count: number; readonly event: Record<string, unknown> } | null;
}

async function call(path: string, authorization?: string): Promise<Called> {
  const before = gateway.events.filter(({ event }) => event === 'request').length;
  const answer = await fetch(`${gateway.url}${path}`, { headers: authorization === undefined ? {} : { authorization } });
  const { failure } = (await gateway.requests(before + 1)).at(-1)!;
  const body = await answer.json() as { message?: string; headers?: Record<string, string> };
  const context = body.headers?.['x-amzn-request-context'];
  return { status: answer.status, message: body.message, failure, ...context === undefined ? {} : { lambda: JSON.parse(context).authorizer.lambda } };
}

describe('a simple response', () => {
  test('admits, and its context reaches the server', async () => {
    const { status, lambda } = await call('/simple/7?x=1', 'good');
    expect(status).toBe(200);
    expect(lambda).toMatchObject({ user: 'ann' });
    expect(lambda?.event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: 'arn:aws:execute-api:us-east-1:000000000000:local/$default/GET/simple/7',
      identitySource: ['good'],
      routeKey: 'GET /simple/{id}',
      rawPath: '/simple/7',
      headers: { authorization: 'good' },
      queryStringParameters: { x: '1' },
      pathParameters: { id: '7' },
      requestContext: { http: { method: 'GET' } },
    });
  });

  test('without a context tells the server nothing', async () => {
    expect(await call('/simple/7', 'plain')).toMatchObject({ status: 200, lambda: null });
  });

  test('refuses with 403', async () => {
    expect(await call('/simple/7', 'bad')).toEqual({ status: 403, message: 'Forbidden', failure: 'denied by the Lambda authorizer Plain' });
  });
});

describe('without an identity the function is not asked, and the answer is 401', () => {
  test.each([
    ['/simple/7', undefined, '$request.header.Authorization'],
    ['/simple/7', '', '$request.header.Authorization'],
    ['/two', undefined, '$request.header.Authorization and $request.querystring.key'],
    ['/two?key=', 'good', '$request.querystring.key'],
  ])('%s %s', async (path, authorization, absent) => {
    const { status, message, failure } = await call(path, authorization);
    expect([status, message]).toEqual([401, 'Unauthorized']);
    expect(failure).toMatch(/was not asked: nothing in /);
    expect(failure?.endsWith(absent)).toBe(true);
  });

  test('unless none is asked for', async () => {
    expect(await call('/none')).toMatchObject({ status: 200, lambda: { event: { identitySource: null } } });
  });
});

test('several sources make the identity', async () => {
  expect((await call('/two?key=k', 'good')).lambda?.event.identitySource).toEqual(['good', 'k', 'GET /two']);
});

describe('where the function fails, the answer is 500', () => {
  test.each([
    ['/simple/7', 'fail', 'the function failed: Error: no'],
    ['/simple/7', 'other', 'the Lambda authorizer Plain: it returned no isAuthorized, which EnableSimpleResponses asks for'],
    ['/policy', 'Perhaps', 'the Lambda authorizer Policy: it returned no policyDocument with statements; isAuthorized counts with EnableSimpleResponses alone'],
    ['/broken', 'good', 'the Lambda authorizer Broken: the function Broken did not start'],
  ])('%s %s', async (path, authorization, failure) => {
    expect(await call(path, authorization)).toEqual({ status: 500, message: 'Internal Server Error', failure });
  });
});

describe('a policy', () => {
  test.each([
    ['Allow', 200],
    ['Deny', 403],
    ['Allow arn:aws:execute-api:*:*:*/$default/GET/policy', 200],
    ['Allow arn:aws:execute-api:*:*:*/$default/POST/policy', 403],
    ['Deny *', 403],
  ])('%s', async (token, status) => {
    expect((await call('/policy', token)).status).toBe(status);
  });

  test('of payload format 1.0 is asked for by an event of that format', async () => {
    const { status, lambda } = await call('/old', 'Allow');
    expect(status).toBe(200);
    expect(JSON.parse(lambda?.event as unknown as string)).toMatchObject({
      version: '1.0',
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:us-east-1:000000000000:local/$default/GET/old',
      identitySource: 'Allow',
      authorizationToken: 'Allow',
      resource: '/old',
      path: '/old',
      httpMethod: 'GET',
      requestContext: { resourcePath: '/old', identity: { sourceIp: '127.0.0.1' } },
    });
  });
});

describe('an answer is kept', () => {
  const count = async (path: string, token: string) => (await call(path, token)).lambda?.count;

  test('for its time, for the same identity and all routes of the authorizer', async () => {
    const first = await count('/kept', 'ann');
    expect([await count('/kept', 'ann'), await count('/kept-too', 'ann')]).toEqual([first, first]);
    expect(await count('/kept', 'bob')).not.toBe(first);
    now += 59_999;
    expect(await count('/kept', 'ann')).toBe(first);
    now += 1;
    expect(await count('/kept', 'ann')).not.toBe(first);
  });

  test('also where it denies', async () => {
    expect((await call('/kept', 'bad')).failure).toBe('denied by the Lambda authorizer Kept');
    expect((await call('/kept', 'bad')).failure).toBe('denied by the Lambda authorizer Kept, as it has answered before');
  });

  test('but a policy is evaluated for each route', async () => {
    const token = 'Allow arn:aws:execute-api:*/GET/policy';
    expect([(await call('/policy', token)).status, (await call('/policy-too', token)).failure])
      .toEqual([200, 'denied by the Lambda authorizer Policy, as it has answered before']);
  });

  test('not at all where there is no identity or no time', async () => {
    expect(await count('/none', 'a')).not.toBe(await count('/none', 'a'));
    expect(await count('/simple/7', 'a')).not.toBe(await count('/simple/7', 'a'));
  });
});
