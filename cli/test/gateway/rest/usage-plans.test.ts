import { ApiKeyFacts, GatewayResponseFacts, StageFacts, UsagePlanFacts } from '../../../src/template/model';
import { restRouteFacts, restServer, stageFacts } from '../../served-server';
import { gatewayOfTest } from '../running-gateway';

const start = gatewayOfTest();

const keyOf = (id: string): ApiKeyFacts => ({ id, value: `key-of-${id}`, stages: ['prod', 'test'].map((name) => ({ name, plan: 'Plan' })) });
const routes = ['GET /a', 'GET /b'].map((key) => restRouteFacts(key, { asksForKey: true, mock: { status: 200, headers: [] } }));

interface Served {
  readonly plan: Partial<UsagePlanFacts>;
  readonly stage?: Partial<StageFacts>;
  readonly gatewayResponses?: readonly GatewayResponseFacts[];
}

/** An API with two keys of one plan, and clocks that stand still until they are moved. */
async function serving({ plan, stage, gatewayResponses = [] }: Served) {
  const clock = { now: 0, date: Date.UTC(2026, 10, 25, 23, 59) };
  const { url, requests } = await start(restServer({
    stages: [stageFacts({ name: 'prod', ...stage }), stageFacts({ name: 'test' })],
    routes: [...routes, restRouteFacts('GET /open', { mock: { status: 200, headers: [] } })],
    apiKeys: [keyOf('Ann'), keyOf('Bob')],
    usagePlans: [{ id: 'Plan', methodThrottles: [], ...plan }],
    gatewayResponses,
  }), { now: () => clock.now, date: () => clock.date });
  const call = async (path = '/prod/a', id?: string) => fetch(url + path, { headers: { 'x-api-key': `key-of-${id ?? 'Ann'}` } });
  return { clock, call, requests, status: async (path?: string, id?: string) => (await call(path, id)).status };
}

describe('a throttle', () => {
  const throttle = { rateLimit: 2, burstLimit: 2 };

  test('holds for a key at all stages and methods together, and for each key by itself', async () => {
    const { clock, status } = await serving({ plan: { throttle } });
    expect([await status('/prod/a'), await status('/test/b'), await status('/prod/b')]).toEqual([200, 200, 429]);
    expect([await status('/prod/a', 'Bob'), await status('/prod/open')]).toEqual([200, 200]);
    clock.now += 500;
    expect([await status(), await status()]).toEqual([200, 429]);
  });

  test('answers as the stage\'s does, and says whose it is', async () => {
    const { call, requests } = await serving({ plan: { throttle: { rateLimit: 0 } }, gatewayResponses: [{ type: 'THROTTLED', headers: ['retry-after', '1'] }] });
    const answer = await call();
    expect([answer.status, await answer.text(), answer.headers.get('x-amzn-errortype'), answer.headers.get('retry-after')])
      .toEqual([429, '{"message":"Too Many Requests"}', 'TooManyRequestsException', '1']);
    expect((await requests(1))[0].failure).toBe('the API key Ann by the usage plan Plan: 0 requests a second, burst 5000');
  });

  test('of a method holds there besides', async () => {
    const { status } = await serving({ plan: { throttle: { rateLimit: 3, burstLimit: 3 }, methodThrottles: [{ stage: 'prod', key: 'GET /a', rateLimit: 1, burstLimit: 1 }] } });
    expect([await status('/prod/a'), await status('/prod/a'), await status('/test/a'), await status('/prod/b'), await status('/prod/b')]).toEqual([200, 429, 200, 200, 429]);
  });

  test('goes before the stage\'s, for which only what it lets through counts', async () => {
    const { status } = await serving({ plan: { throttle: { rateLimit: 1, burstLimit: 1 } }, stage: { routeThrottles: { 'GET /a': { rateLimit: 2, burstLimit: 2 } } } });
    expect([await status(), await status(), await status(), await status('/prod/a', 'Bob')]).toEqual([200, 429, 429, 200]);
  });
});

describe('a quota', () => {
  const quota = { limit: 2, period: 'DAY', offset: 0 } as const;

  test('holds for a key at all stages and methods together, for each key by itself, and begins anew with its period', async () => {
    const { clock, status } = await serving({ plan: { quota } });
    expect([await status('/prod/a'), await status('/test/b'), await status('/prod/b'), await status('/prod/a', 'Bob')]).toEqual([200, 200, 429, 200]);
    clock.now += 3_600_000;
    expect(await status()).toBe(429);
    clock.date += 60_000;
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
  });

  test('answers in words of its own', async () => {
    const { call, requests } = await serving({ plan: { quota: { ...quota, limit: 0 } } });
    const answer = await call();
    expect([answer.status, await answer.text(), answer.headers.get('x-amzn-errortype')]).toEqual([429, '{"message":"Limit Exceeded"}', 'LimitExceededException']);
    expect((await requests(1))[0].failure).toBe('the API key Ann by the usage plan Plan: 0 requests a day');
  });

  test('has a gateway response of its own', async () => {
    const { call } = await serving({
      plan: { quota: { ...quota, limit: 0 } }, gatewayResponses: [{ type: 'QUOTA_EXCEEDED', status: 402, headers: [] }, { type: 'THROTTLED', status: 400, headers: [] }],
    });
    expect((await call()).status).toBe(402);
  });

  test('does not count what is throttled', async () => {
    const { clock, status } = await serving({ plan: { quota, throttle: { rateLimit: 1, burstLimit: 1 } } });
    expect([await status(), await status(), await status()]).toEqual([200, 429, 429]);
    clock.now += 1000;
    expect(await status()).toBe(200);
  });
});
