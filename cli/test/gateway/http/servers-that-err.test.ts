import { routeFacts, servedServer } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

let gateway: RunningGateway;

afterEach(async () => gateway.close());

const get = async (path: string) => fetch(`${gateway.url}${path}`);
const shown = async (path: string) => await (await get(path)).json() as { pid: number; count: number; url: string };
const ended = () => gateway.events.filter(({ event }) => event === 'instance-ended');

test('an answer that comes too late goes to nobody; until then its instance serves nobody else', async () => {
  const routes = [routeFacts('GET /late', { integrationTimeoutMs: 200 }), routeFacts('$default')];
  gateway = await startGateway(servedServer({ routes }, { reservedConcurrency: 2 }));
  const first = await shown('/any');
  const late = await get('/late?ms=1500');
  expect([late.status, await late.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  expect((await gateway.requests(2))[1].failure).toBe('no answer within the integration\'s 0.2 s; the function goes on');
  const meanwhile = await shown('/meanwhile');
  expect([meanwhile.url, meanwhile.pid === first.pid]).toEqual(['/meanwhile', false]);
  await gateway.printed('answers late');
  // The answer is still on its way, and two at a time need both instances.
  let both: Response[];
  do {
    both = await Promise.all([get('/slow?ms=100'), get('/slow?ms=100')]);
  } while (both.some(({ status }) => status !== 200));
  const pids = await Promise.all(both.map(async (answer) => (await answer.json() as { pid: number }).pid));
  expect(pids.sort()).toEqual([first.pid, meanwhile.pid].sort());
  expect(ended()).toEqual([]);
});

test('what is over the reserved concurrency gets 503, and the line says whose setting it is', async () => {
  gateway = await startGateway(servedServer({}, { reservedConcurrency: 0 }));
  const answer = await get('/any');
  expect([answer.status, await answer.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  expect((await gateway.requests(1))[0].failure).toMatch(/^throttled by Lambda: .* 0 concurrent instances/);
});

test('an answer just in time is the server\'s', async () => {
  gateway = await startGateway(servedServer({ routes: [routeFacts('GET /late', { integrationTimeoutMs: 5_000 }), routeFacts('$default')] }));
  expect((await get('/late?ms=50')).status).toBe(200);
});

test('the function\'s own time-out holds where the gateway has given up', async () => {
  gateway = await startGateway(servedServer({ routes: [routeFacts('$default', { integrationTimeoutMs: 5_000 }), routeFacts('GET /late', { integrationTimeoutMs: 50 })] }, { timeoutSeconds: 0.5 }));
  await shown('/any');
  expect((await get('/late?ms=60000')).status).toBe(503);
  await gateway.ended(1);
  expect(ended()).toMatchObject([{ instance: 1, signal: 'SIGKILL', reason: 'timeout' }]);
});

describe('the next request gets its own answer after', () => {
  beforeEach(async () => {
    gateway = await startGateway(servedServer());
    await shown('/any');
  });

  test('a server that answers twice', async () => {
    expect(await (await get('/twice')).text()).toBe('first');
    expect((await shown('/next')).url).toBe('/next');
  });

  test.each(['/no-http', '/hang-up', '/half'])('a server that gives no whole answer (%s), which is 500', async (path) => {
    const broken = await get(path);
    expect([broken.status, await broken.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect((await gateway.requests(2))[1].failure).toContain('the server gave no whole answer');
    expect((await shown('/next')).url).toBe('/next');
    expect(ended()).toEqual([]);
  });

  test('an interim answer, which the client does not see', async () => {
    const answer = await get('/hints');
    expect([answer.status, answer.headers.get('link')]).toEqual([200, null]);
    expect((await shown('/next')).url).toBe('/next');
  });

  test('trailers, which a function cannot return', async () => {
    const answer = await get('/trailers');
    expect([answer.status, answer.headers.get('trailer'), answer.headers.get('x-sum'), await answer.text()]).toEqual([200, null, null, 'text']);
    expect((await shown('/next')).url).toBe('/next');
  });
});
