import { RunningFunction, runFunction, send } from './running-functions';
import { LOCAL_ORIGIN } from '../../src/template/model';

let running: RunningFunction | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

function run(...parameters: Parameters<typeof runFunction>): RunningFunction {
  running = runFunction(...parameters);
  return running;
}

describe('a handler gets its event and gives back its result', () => {
  test.each<[name: string, runtime: string, handler: string, result: unknown]>([
    ['of an ES module, in an object', 'nodejs24.x', 'index.nested.handler', null],
    ['of CommonJS, by callback', 'nodejs22.x', 'common.callback', { called: 'ann' }],
    ['of CommonJS, by nothing at all', 'nodejs22.x', 'common.silent', null],
    ['of an OS-only runtime', 'provided.al2023', 'any', ['given', { name: 'ann' }]],
  ])('%s', async (_name, runtime, handler, result) => {
    const { call } = run({ runtime, handler });
    expect(await call({ name: 'ann' })).toEqual({ result, failed: false });
    expect(await call({ name: 'ann' })).toEqual({ result, failed: false });
  });

  test('with the context and the environment of Lambda, and none of the developer\'s credentials', async () => {
    const { call } = run({ timeoutSeconds: 20, memoryMb: 512, environment: { ORIGIN: `${LOCAL_ORIGIN}/x` } });
    const { result } = await call({ name: 'ann' });
    expect(result).toMatchObject({
      event: { name: 'ann' },
      context: {
        awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
        functionName: 'other',
        functionVersion: '$LATEST',
        memoryLimitInMB: '512',
        invokedFunctionArn: expect.stringMatching(/^arn:aws:lambda:[\w-]+:000000000000:function:other$/),
      },
      environment: { name: 'other', origin: 'http://127.0.0.1:1/x' },
    });
    const { remaining, environment } = result as { remaining: number; environment: object };
    expect(remaining).toBeGreaterThan(10_000);
    expect(remaining).toBeLessThanOrEqual(20_000);
    expect(environment).not.toHaveProperty('credentials');
  });

  test('of Python, which prints and fails', async () => {
    const { call, events } = run({ runtime: 'python3.13', handler: 'app.show', environment: { ORIGIN: LOCAL_ORIGIN } });
    expect(await call({ letters: 'grüß' })).toMatchObject({ result: { event: { letters: 'grüß' }, name: 'other', origin: 'http://127.0.0.1:1' }, failed: false });
    expect(events).toContainEqual({ event: 'output', instance: 1, stream: 'stdout', line: 'python was called' });
  });
});

describe('an error of the function is told, and its process goes on', () => {
  test.each([
    ['nodejs24.x', 'common.failing', 'TypeError', 'not this'],
    ['python3.13', 'app.failing', 'KeyError', '\'nothing\''],
  ])('%s', async (runtime, handler, errorType, errorMessage) => {
    const { call, instances } = run({ runtime, handler });
    expect(await call({})).toMatchObject({ result: { errorType, errorMessage }, failed: true });
    expect(await call({})).toMatchObject({ failed: true });
    expect(instances.count).toBe(1);
  });
});

describe('a process that cannot start is told with its reason', () => {
  test.each([
    ['nodejs24.x', 'index.nothing', 'did not start: Runtime.HandlerNotFound: index.nothing is undefined or not exported'],
    ['nodejs24.x', 'nowhere.handler', 'did not start: Runtime.ImportModuleError: Cannot find module \'nowhere\' of the handler nowhere.handler'],
    ['python3.13', 'app.nothing', 'did not start: AttributeError: module \'app\' has no attribute \'nothing\''],
  ])('%s %s', async (runtime, handler, reason) => {
    const { call, events } = run({ runtime, handler });
    await expect(call({})).rejects.toThrow(`"${handler} of the function Other" ${reason}`);
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['instance-started', 'instance-ended', 'instance-failed']));
  });

  test('after Lambda\'s limit for a start', async () => {
    const { call } = run({}, { initMs: 1 });
    await expect(call({})).rejects.toThrow('did not ask for an event within the 0.001 s of Lambda\'s init phase');
  });
});

test('an instance has one event at a time, is used again, and says which function it is', async () => {
  const { call, instances, events } = run();
  const [first, second] = await Promise.all([instances.acquire(), instances.acquire()]);
  await Promise.all([send(first, {}), send(second, {})]);
  instances.release(first);
  expect(await call({})).toMatchObject({ result: { count: 2, pid: first.pid } });
  expect(events.filter(({ event }) => event === 'instance-started')).toEqual([
    { event: 'instance-started', instance: 1, pid: expect.any(Number), port: expect.any(Number), function: 'Other' },
    { event: 'instance-started', instance: 2, pid: expect.any(Number), port: expect.any(Number), function: 'Other' },
  ]);
  expect(events).toContainEqual({ event: 'instance-ready', instance: 1, pid: first.pid, ms: expect.any(Number), function: 'Other' });
});

test('the function\'s time-out ends its process, and Lambda\'s lines say so', async () => {
  const { instances, events } = run({ handler: 'index.behave', timeoutSeconds: 1 });
  const instance = await instances.acquire();
  await expect(send(instance, { queryStringParameters: { how: 'hang' } })).rejects.toThrow('the process has ended');
  expect(await instances.suspect(instance)).toMatchObject({ reason: 'timeout' });
  expect(events).toContainEqual({ event: 'output', instance: 1, stream: 'lambda', line: expect.stringContaining('Task timed out after 1.00 seconds') });
});

test('a process that ends answers nothing, and the next event gets another', async () => {
  const { call, instances } = run({ handler: 'index.behave' });
  const instance = await instances.acquire();
  await expect(send(instance, { queryStringParameters: { how: 'end' } })).rejects.toThrow('the process has ended');
  expect(await instances.suspect(instance)).toMatchObject({ code: 7, expected: false });
  expect(await call({ queryStringParameters: { how: 'live' } })).toEqual({ result: 'Ok', failed: false });
});
