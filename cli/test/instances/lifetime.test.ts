import { inRealTime } from '../real-time';
import { ask, endAll, run, send } from './running-instances';
import { newTally } from '../../src/instances/tally';

inRealTime();

afterEach(endAll);

test('an instance without a request for long enough ends, the one used last goes last, and the next request is a cold start', async () => {
  const { instances, event, events } = run('server', {}, { idleMs: 700 });
  const [one, two] = await Promise.all([instances.acquire(), instances.acquire()]);
  instances.release(one);
  instances.release(two);
  // Keeps the second one from its end, and longer than the first may live.
  for (let request = 0; request < 4; request += 1) {
    expect(await ask(instances, '/slow?ms=200')).toMatchObject({ pid: two.pid });
  }
  await event('instance-ended', ({ instance }) => instance === two.number);
  expect(events.filter(({ event: name }) => name === 'instance-ended')).toEqual([
    expect.objectContaining({ instance: one.number, reason: 'idle', expected: true }),
    expect.objectContaining({ instance: two.number, reason: 'idle', expected: true }),
  ]);
  const third = await instances.acquire();
  expect([third.number, third.cold]).toEqual([3, true]);
});

test('a request is never counted as idle time', async () => {
  const { instances, events } = run('server', {}, { idleMs: 100 });
  await instances.prepare();
  await ask(instances, '/slow?ms=400');
  expect(events.filter(({ event: name }) => name === 'instance-ended')).toEqual([]);
});

test('old instances that are drained finish what they have and take nothing new, and numbers go on in the next generation', async () => {
  const tally = newTally();
  const old = run('server', {}, {}, tally);
  const [idle, busy] = await Promise.all([old.instances.acquire(), old.instances.acquire()]);
  old.instances.release(idle);
  const answer = send(busy, '/slow?ms=300');
  const drained = old.instances.drain();
  await expect(old.instances.acquire()).rejects.toThrow('no new requests');
  await old.event('instance-ended', ({ instance }) => instance === idle.number);

  const next = run('server', {}, {}, tally);
  expect((await next.instances.acquire()).number).toBe(3);

  expect((await answer).status).toBe(200);
  old.instances.release(busy);
  await drained;
  expect(old.events.filter(({ event: name }) => name === 'instance-ended')).toEqual([
    expect.objectContaining({ instance: idle.number, reason: 'reload' }),
    expect.objectContaining({ instance: busy.number, reason: 'reload' }),
  ]);
  expect(next.instances.count).toBe(3);
});

test('the function\'s reserved concurrency is one for all generations', async () => {
  const tally = newTally();
  const old = run('server', { reservedConcurrency: 1 }, {}, tally);
  const busy = await old.instances.acquire();
  const drained = old.instances.drain();
  const next = run('server', { reservedConcurrency: 1 }, {}, tally);
  await expect(next.instances.acquire()).rejects.toThrow('Rate Exceeded.');
  old.instances.release(busy);
  await drained;
  expect((await ask(next.instances, '/any')).count).toBe(1);
});

test('instances end with dev for that reason', async () => {
  const { instances, event } = run('server');
  await instances.prepare();
  await instances.close();
  expect(await event('instance-ended')).toMatchObject({ reason: 'stop', expected: true });
});
