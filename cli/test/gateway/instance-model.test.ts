import { inRealTime } from '../real-time';
import { servedServer } from '../served-server';
import { RunningGateway, startGateway } from './running-gateway';
import { FunctionFacts } from '../../src/template/model';

inRealTime();

let gateway: RunningGateway;

const start = async (facts: Partial<FunctionFacts> = {}, options: Parameters<typeof startGateway>[1] = {}) => {
  gateway = await startGateway(servedServer({}, facts), options);
};

afterEach(async () => gateway.close());

const call = async (path: string) => await (await fetch(`${gateway.url}${path}`)).json() as { pid: number; count: number };

test('two calls at the same time are answered by two processes, and a third call uses one of them again', async () => {
  await start();
  const [one, two] = await Promise.all([call('/slow?ms=2000'), call('/slow?ms=2000')]);
  expect(one.pid).not.toBe(two.pid);
  expect([one.count, two.count]).toEqual([1, 1]);

  const three = await call('/slow?ms=0');
  expect([one.pid, two.pid]).toContain(three.pid);
  expect(three.count).toBe(2);
  const requests = await gateway.requests(3);
  expect(requests.map((request) => request.cold)).toEqual([true, true, false]);
});

test('of the idle instances the one used last is used first', async () => {
  await start();
  const quick = call('/slow?ms=300');
  const slow = await call('/slow?ms=600');
  await quick;
  expect((await call('/any')).pid).toBe(slow.pid);
});

test('the server that crashes in mid-request gives 500, and the next request gets another process', async () => {
  await start();
  const before = await call('/any');
  const crashed = await fetch(`${gateway.url}/crash`);
  expect([crashed.status, await crashed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect((await gateway.requests(2))[1].failure).toBe('the server ended with exit code 3 before it had answered');
  const after = await call('/any');
  expect(after.pid).not.toBe(before.pid);
  expect(gateway.events).toContainEqual(expect.objectContaining({ event: 'instance-ended', instance: 1, code: 3, expected: false }));
});

test.each(['/hang-up', '/half'])('a server that breaks the connection (%s) gives 500, and lives on', async (path) => {
  await start();
  await call('/any');
  expect((await fetch(`${gateway.url}${path}`)).status).toBe(500);
  const [, broken] = await gateway.requests(2);
  expect(broken.failure).toContain('no whole answer');
  await call('/any');
  expect(gateway.events.filter((event) => event.event === 'instance-ended')).toEqual([]);
});

test('a function that is over its memory gives 500, the request\'s line names the setting, and the next request is a cold start', async () => {
  await start({ memoryMb: 160 });
  expect((await call('/hold?mb=20&ms=0')).count).toBe(1);
  const killed = await fetch(`${gateway.url}/hold?mb=200&ms=60000`);
  expect([killed.status, await killed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect((await call('/any')).count).toBe(1);
  const [within, over, after] = await gateway.requests(3);
  expect(over.failure).toContain('160 MB of memory (`memorySize`; MemorySize in the template)');
  expect([within, over, after].map(({ instance, cold }) => [instance, cold])).toEqual([[1, true], [1, false], [2, true]]);
});

test('requests beyond the reserved concurrency are refused at once, and those within it are answered', async () => {
  await start({ reservedConcurrency: 2 });
  await call('/any');
  const statuses = await Promise.all(['/slow?ms=500', '/slow?ms=500', '/slow?ms=500'].map(async (path) => (await fetch(`${gateway.url}${path}`)).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(2);
  expect(statuses.filter((status) => status >= 500)).toHaveLength(1);
  expect(await gateway.requests(4)).toContainEqual(expect.objectContaining({
    failure: 'throttled by Lambda: the function reserves 2 concurrent instances (ReservedConcurrentExecutions in the template), and each has a request',
  }));
});

test('forty requests at once start no more processes than dev runs, and those beyond are throttled as Lambda does it', async () => {
  await start({}, { maxInstances: 3 });
  const answers = await Promise.all(Array.from({ length: 40 }, async () => fetch(`${gateway.url}/slow?ms=1000`)));
  const throttled = answers.filter(({ status }) => status !== 200);
  expect([answers.length - throttled.length, throttled.length]).toEqual([3, 37]);
  expect([throttled[0].status, await throttled[0].json()]).toEqual([503, { message: 'Service Unavailable' }]);
  expect(gateway.events.filter(({ event }) => event === 'instance-started')).toHaveLength(3);
});
