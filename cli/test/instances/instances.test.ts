import { inRealTime } from '../real-time';
import { ask, endAll, run } from './running-instances';
import { Throttled } from '../../src/instances/throttled';

inRealTime();

afterEach(endAll);

test('a start that fails fails only the request that waits for it, and is reported with its reason', async () => {
  const { instances, events } = run('dies');
  const results = await Promise.allSettled([instances.acquire(), instances.acquire()]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(events.filter(({ event }) => event === 'instance-failed')).toEqual([
    expect.objectContaining({ reason: expect.stringContaining('exit code 7') }),
    expect.objectContaining({ reason: expect.stringContaining('DATABASE_URL is not set') }),
  ]);
});

test('the instance that was started ahead is taken by the first request', async () => {
  const { instances } = run('server');
  await instances.prepare();
  expect((await instances.acquire()).number).toBe(1);
  expect(instances.count).toBe(1);
});

test('a request that comes while the first instance starts waits for that one', async () => {
  const { instances } = run('server');
  const [, instance] = await Promise.all([instances.prepare(), instances.acquire()]);
  expect([instance.number, instances.count]).toEqual([1, 1]);
});

test('an idle instance that was killed is not used again', async () => {
  const { instances, events } = run('server');
  const first = await instances.acquire();
  instances.release(first);
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  expect((await instances.acquire()).number).toBe(2);
  expect(events).toContainEqual(expect.objectContaining({ event: 'instance-ended', instance: 1, signal: 'SIGKILL', expected: false }));
});

test('as many instances as the function reserves are at work at once, starting ones too, and one more is throttled', async () => {
  const { instances } = run('server', { reservedConcurrency: 2 });
  const two = Promise.all([instances.acquire(), instances.acquire()]);
  await expect(instances.acquire()).rejects.toThrow(new Throttled(2));
  const [first] = await two;
  await expect(instances.acquire()).rejects.toMatchObject({
    message: 'Rate Exceeded.', whose: 'function', advice: expect.stringContaining('reserves 2 concurrent instances'),
  });
  instances.release(first);
  expect(await instances.acquire()).toBe(first);
});

test('no more are at work at once than dev runs of a function, whatever the function reserves, and one that is free again is taken', async () => {
  const { instances } = run('server', { reservedConcurrency: 100 }, { maxInstances: 2 });
  const [first] = await Promise.all([instances.acquire(), instances.acquire()]);
  await expect(instances.acquire()).rejects.toMatchObject({
    whose: 'dev',
    advice: 'throttled: each of the 2 instances that dev runs of a function at once has a request; --max-instances lets it run more',
  });
  instances.release(first);
  expect(await instances.acquire()).toBe(first);
});

test('a function that reserves none is throttled always, without a process', async () => {
  const { instances } = run('server', { reservedConcurrency: 0 });
  await expect(instances.acquire()).rejects.toThrow(Throttled);
  expect(instances.count).toBe(0);
});

test('a request whose instance fails makes room for the next one', async () => {
  const { instances } = run('server', { reservedConcurrency: 1 });
  const first = await instances.acquire();
  process.kill(first.pid, 'SIGKILL');
  expect(await instances.suspect(first)).toMatchObject({ signal: 'SIGKILL', expected: false });
  expect((await ask(instances, '/any')).count).toBe(1);

  const broken = run('dies', { reservedConcurrency: 1 });
  await expect(broken.instances.acquire()).rejects.toThrow('exit code 7');
  await expect(broken.instances.acquire()).rejects.toThrow('exit code 7');
});
