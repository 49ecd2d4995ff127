import { servedServer } from '../served-server';
import { RunningGateway, startGateway } from './running-gateway';

let gateway: RunningGateway;

beforeEach(async () => {
  gateway = await startGateway(servedServer());
});

afterEach(async () => gateway.close());

const call = async (path: string) => await (await fetch(`${gateway.url}${path}`)).json() as { pid: number; count: number };

test('two calls at the same time are answered by two processes, and a third call uses one of them again', async () => {
  const started = performance.now();
  const [one, two] = await Promise.all([call('/slow?ms=2000'), call('/slow?ms=2000')]);
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(one.pid).not.toBe(two.pid);
  expect([one.count, two.count]).toEqual([1, 1]);

  const three = await call('/slow?ms=0');
  expect([one.pid, two.pid]).toContain(three.pid);
  expect(three.count).toBe(2);
  const requests = await gateway.requests(3);
  expect(requests.map((request) => request.cold)).toEqual([true, true, false]);
});

test('of the idle instances the one used last is used first', async () => {
  const quick = call('/slow?ms=300');
  const slow = await call('/slow?ms=600');
  await quick;
  expect((await call('/any')).pid).toBe(slow.pid);
});

test('the server that crashes in mid-request gives 500, and the next request gets another process', async () => {
  const before = await call('/any');
  const crashed = await fetch(`${gateway.url}/crash`);
  expect([crashed.status, await crashed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect((await gateway.requests(2))[1].failure).toBe('the server ended with exit code 3 before it had answered');
  const after = await call('/any');
  expect(after.pid).not.toBe(before.pid);
  expect(gateway.events).toContainEqual(expect.objectContaining({ event: 'instance-ended', instance: 1, code: 3, expected: false }));
});

test.each(['/hang-up', '/half'])('a server that breaks the connection (%s) gives 500, and lives on', async (path) => {
  await call('/any');
  expect((await fetch(`${gateway.url}${path}`)).status).toBe(500);
  const [, broken] = await gateway.requests(2);
  expect(broken.failure).toContain('no whole answer');
  await call('/any');
  expect(gateway.events.filter((event) => event.event === 'instance-ended')).toEqual([]);
});
