import { compileThrottle } from '../../../src/gateway/front/throttle';
import { StageFacts } from '../../../src/template/model';
import { routesFor, servedServer, stageFacts } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

/** Counts requests at a time of its own. */
function throttled(...stages: StageFacts[]) {
  let ms = 1_000;
  const throttle = compileThrottle(stages, () => ms);
  return {
    pass: (more: number) => { ms += more; },
    /** How many of so many requests get through. */
    through: (count: number, stage = '$default', routeKey = 'POST /mcp') => {
      let passed = 0;
      for (let index = 0; index < count; index++) {
        try {
          throttle(stage, routeKey);
          passed += 1;
        } catch {
          // One too many.
        }
      }
      return passed;
    },
  };
}

test('so many requests pass at once as the burst allows, and then as the rate brings new ones', () => {
  const { through, pass } = throttled(stageFacts({ throttle: { rateLimit: 5, burstLimit: 9 } }));
  expect(through(20)).toBe(9);
  pass(199);
  expect(through(1)).toBe(0);
  pass(1);
  expect(through(2)).toBe(1);
  pass(60_000);
  expect(through(20)).toBe(9);
});

test('clients that ask all the time get through no later', () => {
  const { through, pass } = throttled(stageFacts({ throttle: { rateLimit: 10, burstLimit: 1 } }));
  const passedAt = Array.from({ length: 31 }, (_, index) => {
    if (index > 0) pass(10);
    return through(1) === 1 ? index * 10 : [];
  }).flat();
  expect(passedAt).toEqual([0, 100, 200, 300]);
});

test('a rate below one is less than a request a second', () => {
  const { through, pass } = throttled(stageFacts({ throttle: { rateLimit: 0.5, burstLimit: 1 } }));
  expect(through(1)).toBe(1);
  pass(1_999);
  expect(through(1)).toBe(0);
  pass(1);
  expect(through(1)).toBe(1);
});

test.each([{ rateLimit: 0, burstLimit: 5 }, { rateLimit: 5, burstLimit: 0 }, { rateLimit: 0, burstLimit: 0 }])('%j lets nothing through', (throttle) => {
  const { through, pass } = throttled(stageFacts({ throttle }));
  expect(through(3)).toBe(0);
  pass(60_000);
  expect(through(3)).toBe(0);
});

test('the half that is left out is the account\'s', () => {
  expect(throttled(stageFacts({ throttle: { rateLimit: 1 } })).through(6_000)).toBe(5_000);
  const { through, pass } = throttled(stageFacts({ throttle: { burstLimit: 20 } }));
  expect(through(21)).toBe(20);
  pass(1);
  expect(through(11)).toBe(10);
});

test('routes without settings share the stage\'s, and one with its own does not count for it', () => {
  const { through } = throttled(stageFacts({ throttle: { rateLimit: 1, burstLimit: 4 }, routeThrottles: { 'GET /own': { rateLimit: 1, burstLimit: 2 } } }));
  expect(through(3, '$default', 'GET /own')).toBe(2);
  expect(through(3, '$default', 'POST /mcp')).toBe(3);
  expect(through(3, '$default', 'GET /other')).toBe(1);
});

test('each stage counts for itself, and one without settings not at all', () => {
  const { through } = throttled(stageFacts({ throttle: { rateLimit: 1, burstLimit: 1 } }), stageFacts({ name: 'prod' }));
  expect(through(2)).toBe(1);
  expect(through(20_000, 'prod')).toBe(20_000);
});

describe('behind the gateway', () => {
  let gateway: RunningGateway;
  afterEach(async () => gateway.close());

  test('one request too many gets API Gateway\'s 429, no instance is asked, and the setting is named', async () => {
    const stages = [stageFacts({ throttle: { rateLimit: 5, burstLimit: 0 } })];
    gateway = await startGateway(servedServer({ stages, routes: routesFor('POST /mcp') }));
    const answer = await fetch(`${gateway.url}/mcp`, { method: 'POST', body: '{}' });
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([429, 'application/json', { message: 'Too Many Requests' }]);
    expect((await gateway.requests(1))[0].failure).toBe('stage $default: 5 requests a second, burst 0');
    expect(gateway.events.map(({ event }) => event)).toEqual(['request']);
  });

  test('the last that passes is answered by the server, by the clock that is given', async () => {
    let now = 0;
    const stages = [stageFacts({ routeThrottles: { 'POST /mcp': { rateLimit: 1, burstLimit: 2 } } })];
    gateway = await startGateway(servedServer({ stages, routes: routesFor('POST /mcp') }), { now: () => now });
    const post = async () => (await fetch(`${gateway.url}/mcp`, { method: 'POST', body: '{}' })).status;
    expect([await post(), await post(), await post()]).toEqual([200, 200, 429]);
    expect((await gateway.requests(3))[2].failure).toBe('route POST /mcp of stage $default: 1 requests a second, burst 2');
    now = 1_000;
    expect([await post(), await post()]).toEqual([200, 429]);
  });

  test('what no route takes is not counted', async () => {
    const stages = [stageFacts({ throttle: { rateLimit: 1, burstLimit: 1 } })];
    gateway = await startGateway(servedServer({ stages, routes: routesFor('POST /mcp') }), { now: () => 0 });
    const status = async (path: string) => (await fetch(`${gateway.url}${path}`, { method: 'POST' })).status;
    expect([await status('/other'), await status('/other'), await status('/mcp'), await status('/mcp')]).toEqual([404, 404, 200, 429]);
  });
});
