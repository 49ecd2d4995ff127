import { Guardian, startGuardian } from '../../src/instances/guardian';
import { Instances } from '../../src/instances/instances';
import { DevEvent } from '../../src/terminal/events';
import { fixture, functionFacts } from '../served-server';

let guardian: Guardian;
let instances: Instances;
let events: DevEvent[];

function run(name: string): Instances {
  events = [];
  const facts = functionFacts({ codeDirectory: fixture(name) });
  guardian = startGuardian();
  const source = { facts, origin: 'http://127.0.0.1:1', cwd: process.cwd(), host: process.env, outputShown: false };
  instances = new Instances({ ...source, report: (event) => events.push(event) }, guardian);
  return instances;
}

afterEach(async () => {
  await instances.close();
  await guardian.close();
});

test('a start that fails fails only the request that waits for it, and is reported with its reason', async () => {
  run('dies');
  const results = await Promise.allSettled([instances.acquire(), instances.acquire()]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(events.filter(({ event }) => event === 'instance-failed')).toEqual([
    expect.objectContaining({ reason: expect.stringContaining('exit code 7') }),
    expect.objectContaining({ reason: expect.stringContaining('DATABASE_URL is not set') }),
  ]);
});

test('the instance that was started ahead is taken by the first request', async () => {
  run('server');
  await instances.prepare();
  expect((await instances.acquire()).number).toBe(1);
  expect(instances.count).toBe(1);
});

test('a request that comes while the first instance starts waits for that one', async () => {
  run('server');
  const [, instance] = await Promise.all([instances.prepare(), instances.acquire()]);
  expect([instance.number, instances.count]).toEqual([1, 1]);
});

test('an idle instance that was killed is not used again', async () => {
  run('server');
  const first = await instances.acquire();
  instances.release(first);
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  expect((await instances.acquire()).number).toBe(2);
  expect(events).toContainEqual(expect.objectContaining({ event: 'instance-ended', instance: 1, signal: 'SIGKILL', expected: false }));
});
