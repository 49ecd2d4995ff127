import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRealTime } from '../real-time';
import { ask, endAll, run, RunningInstances, send } from './running-instances';

inRealTime();

const INIT_MS = 400;

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'init-'));
});

afterEach(async () => {
  await endAll();
  rmSync(scratch, { recursive: true });
});

const adapter = { port: 1, readinessPath: '/', invokeMode: 'buffered' as const };

/** The first start of this server is never ready. */
function slowFirst(mark: string, delayMs: number, timeoutSeconds: number, readinessTimeoutSeconds?: number): RunningInstances {
  return run('slow-first', {
    timeoutSeconds,
    environment: { MARK: join(scratch, mark), DELAY_MS: String(delayMs) },
    adapter: { ...adapter, readinessTimeoutSeconds },
  }, { initMs: INIT_MS });
}

test('a start within Lambda\'s limit is one start', async () => {
  const { instances, events, lambdaLines } = run('server', {}, { initMs: 10_000 });
  await instances.acquire();
  expect(lambdaLines()).toEqual([]);
  expect(events.filter(({ event }) => event === 'instance-started')).toHaveLength(1);
});

test('a server that is not ready at the end of the init phase is started again for the first request, by the time of the function', async () => {
  const { instances, events, lambdaLines } = slowFirst('mark', 0, 30);
  const instance = await instances.acquire();
  expect(lambdaLines()).toEqual([expect.stringMatching(/^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: timeout$/)]);
  expect(events.filter(({ event }) => event.startsWith('instance'))).toEqual([
    expect.objectContaining({ event: 'instance-started', instance: 1 }),
    expect.objectContaining({ event: 'instance-ended', instance: 1, expected: true, reason: 'init' }),
    expect.objectContaining({ event: 'instance-started', instance: 1, pid: instance.pid }),
    expect.objectContaining({ event: 'instance-ready', instance: 1, pid: instance.pid }),
  ]);
});

test('the second start is spent of the first request\'s time, unless it came before any request', async () => {
  const ahead = slowFirst('ahead', 1_500, 3);
  const claimed = slowFirst('claimed', 1_500, 3);
  const [inTime, overTime] = await Promise.all([
    ahead.instances.prepare().then(async () => ask(ahead.instances, '/slow?ms=2000')),
    claimed.instances.acquire().then(async (instance) => send(instance, '/slow?ms=2000').catch(async () => claimed.instances.suspect(instance))),
  ]);
  expect(inTime).toMatchObject({ count: 1 });
  expect(overTime).toMatchObject({ reason: 'timeout' });
  // Who starts dev is told why it takes so long; a request's line says it by itself.
  expect(ahead.events.filter(({ event }) => event === 'notice')).toEqual([expect.objectContaining({ id: 'slow-init', message: expect.stringContaining('0.4 s') })]);
  expect(claimed.events.filter(({ event }) => event === 'notice')).toEqual([]);
});

test('a server that is not ready in the second start either fails the request, and both limits are told', async () => {
  const { instances, lambdaLines } = run('silent', { timeoutSeconds: 0.5, adapter }, { initMs: INIT_MS });
  await expect(instances.acquire()).rejects.toThrow('within 0.5 s of a second start, after 0.4 s of the first');
  expect(lambdaLines()).toEqual([
    expect.stringMatching(/Phase: init\tStatus: timeout$/),
    expect.stringMatching(/Phase: invoke\tStatus: timeout$/),
  ]);
});

test('an adapter that gives up before Lambda does ends the start with its own message, and there is no second one', async () => {
  const { instances, events, lambdaLines } = slowFirst('mark', 0, 30, 0.3);
  await expect(instances.acquire()).rejects.toThrow('within 0.3 s');
  expect(lambdaLines()).toEqual([expect.stringMatching(/Phase: init\tStatus: error\tError Type: Extension\.Crash$/)]);
  expect(existsSync(join(scratch, 'mark'))).toBe(true);
  expect(events.filter(({ event }) => event === 'instance-started')).toHaveLength(1);
});

test('a crash in the init phase is reported as Lambda does', async () => {
  const { instances, lambdaLines } = run('dies');
  await expect(instances.acquire()).rejects.toThrow('exit code 7');
  expect(lambdaLines()).toEqual([expect.stringMatching(/^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: error\tError Type: Runtime\.ExitError$/)]);
});

test('Lambda says nothing of a command of the developer\'s own, which may take its time and fail by itself', async () => {
  const { instances, lambdaLines } = run('server', {}, { command: 'exit 7', initMs: 1 });
  await expect(instances.acquire()).rejects.toThrow('exit code 7');
  expect(lambdaLines()).toEqual([]);
});
