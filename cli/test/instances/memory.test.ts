import { inRealTime } from '../real-time';
import { ask, endAll, run, send } from './running-instances';
import { fixture } from '../served-server';

inRealTime();

afterEach(endAll);

const MEMORY_MB = 160;

test('a server within its memory lives on, and one that holds more is ended by Lambda in the midst of a request', async () => {
  const { instances, event, lambdaLines } = run('server', { memoryMb: MEMORY_MB });
  const { pid } = await ask(instances, '/hold?mb=20&ms=600');
  expect(await ask(instances, '/any')).toMatchObject({ pid });

  const instance = await instances.acquire();
  await expect(send(instance, '/hold?mb=200&ms=60000')).rejects.toThrow();
  expect(await instances.suspect(instance)).toMatchObject({ reason: 'memory', verdict: expect.stringContaining('160 MB of memory (`memorySize`; MemorySize in the template)') });
  expect(await event('instance-ended')).toMatchObject({ pid, reason: 'memory', signal: 'SIGKILL', expected: true });
  expect(lambdaLines()).toEqual([
    expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: signal: killed$/),
    'Runtime.ExitError',
    expect.stringMatching(/^REPORT RequestId: .*\tMemory Size: 160 MB\tMax Memory Used: 160 MB\tStatus: error\tError Type: Runtime\.OutOfMemory$/),
  ]);
  expect(await ask(instances, '/any')).toMatchObject({ count: 1 });
});

test('what the server has started holds its memory too', async () => {
  const { instances, event } = run('server', { memoryMb: MEMORY_MB });
  const instance = await instances.acquire();
  await expect(send(instance, '/child-holds?mb=200')).rejects.toThrow();
  await instances.suspect(instance);
  expect(await event('instance-ended')).toMatchObject({ reason: 'memory' });
});

test('an instance that grows with its answer is found, once it has given it', async () => {
  const { instances, event } = run('server', { memoryMb: MEMORY_MB });
  const instance = await instances.acquire();
  // A slow machine may find it before.
  await send(instance, '/hold?mb=200&ms=0').then(() => instances.release(instance), async () => instances.suspect(instance));
  expect(await event('instance-ended')).toMatchObject({ reason: 'memory' });
  expect(await ask(instances, '/any')).toMatchObject({ count: 1 });
});

test('a command of the developer\'s own goes on, with one warning: its tools are counted too', async () => {
  const { instances, event, events } = run('server', { memoryMb: MEMORY_MB }, { command: 'exec node server.js', cwd: fixture('server') });
  await ask(instances, '/hold?mb=200&ms=600');
  expect(await event('notice')).toMatchObject({ id: 'memory', message: expect.stringMatching(/"exec node server\.js" .* hold \d+ MB, and the function has 160 MB \(`memorySize`/) });
  expect(await ask(instances, '/slow?ms=600')).toMatchObject({ count: 2 });
  expect(events.filter((known) => known.event === 'notice')).toHaveLength(1);
});
