import { inRealTime } from '../real-time';
import { ask, endAll, run, send } from './running-instances';

inRealTime();

afterEach(endAll);

test('an answer within the function\'s time is given, one over it is not: Lambda says so, and the instance ends', async () => {
  const { instances, event, lambdaLines } = run('server', { timeoutSeconds: 0.8 });
  const first = await ask(instances, '/slow?ms=100');
  expect(lambdaLines()).toEqual([]);

  const instance = await instances.acquire();
  await expect(send(instance, '/slow?ms=20000')).rejects.toThrow();
  expect(await instances.suspect(instance)).toMatchObject({
    reason: 'timeout', verdict: 'the function\'s timeout of 0.8 s was over (`timeout`; Timeout in the template)',
  });
  expect(await event('instance-ended')).toMatchObject({ instance: 1, pid: first.pid, reason: 'timeout', expected: true });
  const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  expect(lambdaLines()).toEqual([
    expect.stringMatching(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ${id} Task timed out after 0\\.80 seconds$`)),
    expect.stringMatching(new RegExp(`^REPORT RequestId: ${id}\\tDuration: \\d+\\.\\d\\d ms\\tBilled Duration: \\d+ ms\\tMemory Size: 256 MB\\t.*Status: timeout$`)),
  ]);
  expect(await ask(instances, '/any')).toMatchObject({ count: 1 });
});

test('the start of an instance is no time of the function', async () => {
  const { instances } = run('server', { timeoutSeconds: 0.8 }, { command: 'sleep 1; exec node server.js', cwd: `${__dirname}/../fixtures/server` });
  expect(await ask(instances, '/any')).toMatchObject({ count: 1 });
});

test('the server is told its version, its alias, its log stream and its deadline', async () => {
  const { instances } = run('server', { version: '7', alias: 'live', timeoutSeconds: 20 }, { host: { ...process.env, AWS_REGION: 'eu-west-1' } });
  const before = Date.now();
  const context = JSON.parse((await ask(instances, '/any')).headers['x-amzn-lambda-context']) as { deadline: number };
  expect(context).toEqual({
    request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    deadline: expect.any(Number),
    invoked_function_arn: 'arn:aws:lambda:eu-west-1:000000000000:function:demo:live',
    xray_trace_id: 'Root=1-0-0',
    client_context: null,
    identity: null,
    tenant_id: null,
    env_config: {
      function_name: 'demo',
      memory: 256,
      version: '7',
      log_stream: expect.stringMatching(/\/\[7\][0-9a-f]{32}$/),
      log_group: '/aws/lambda/demo',
    },
  });
  expect(context.deadline - before).toBeGreaterThanOrEqual(20_000);
  expect(context.deadline - Date.now()).toBeLessThanOrEqual(20_000);
});
