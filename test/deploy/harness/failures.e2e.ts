import { Duration } from 'aws-cdk-lib';
import { throughHttpApi } from './doors';
import { httpApiEventV2 } from './events';
import { describeWithAdapter, ECHO, echoed, functionOf, PUPPET, telling } from './test-support';

const POST = { method: 'POST', path: '/mcp' };

const CRASHES = `
  console.error('DATABASE_URL is not set');
  process.exit(3);
`;

/** On a port of its own choice: what the adapter cannot find. */
const ELSEWHERE = ECHO.replace('process.env.PORT', '0');

/** Is ready only after that long, as one that loads a model. */
const slow = (ms: number) => `setTimeout(() => {${ECHO}}, ${ms});`;

/** Never answers a POST. */
const SILENT = `
  require('node:http').createServer((request, response) => {
    if (request.method === 'GET') response.end();
  }).listen(process.env.PORT, '127.0.0.1');
`;

/** Is gone with the first POST. */
const DIES = `
  require('node:http').createServer((request, response) => {
    if (request.method === 'GET') return response.end();
    console.error('out of memory');
    process.exit(134);
  }).listen(process.env.PORT, '127.0.0.1');
`;

describeWithAdapter('a server that does not start', () => {
  it('is named with its last words and its exit code, where it crashes', async () => {
    const harness = await functionOf({ server: CRASHES });
    expect(await harness.init()).toBe('error');
    expect(harness.lines('server')).toEqual(['DATABASE_URL is not set']);
    expect(harness.lines('platform').join('\n')).toMatch(/INIT_REPORT .*Phase: init\tStatus: error\tError Type: Runtime.ExitError/);
    const { error } = await harness.invoke(httpApiEventV2(POST));
    expect(error).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/RequestId: .* Error: Runtime exited with error: exit status 3/) });
  });

  it('is named by the adapter with the address that it waits for, where it listens elsewhere', async () => {
    const harness = await functionOf({ server: ELSEWHERE, initLimitMs: 2_500 });
    expect(await harness.init()).toBe('timeout');
    expect(harness.lines('adapter').join('\n')).toMatch(/app is not ready after 2000ms.*http:\/\/127\.0\.0\.1:\d+\//);
    expect(harness.lines('platform')).toContainEqual('INIT_REPORT Init Duration: 2500.00 ms\tPhase: init\tStatus: timeout');
  });

  it('makes the client wait for the function\'s whole time and get a 500', async () => {
    const harness = await functionOf({ server: ELSEWHERE, initLimitMs: 300, timeout: Duration.seconds(1) });
    expect((await throughHttpApi(harness, POST)).status).toBe(500);
    expect(harness.lines('platform').join('\n')).toContain('Task timed out after 1.00 seconds');
  });

  it('has a second chance with the first request, where it was only slower than the init phase', async () => {
    const harness = await functionOf({ server: slow(1_000), initLimitMs: 500 });
    expect(await harness.init()).toBe('timeout');
    expect(echoed(await throughHttpApi(harness, POST)).url).toBe('/mcp');
  });

  // This version of the adapter does not know AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS, with which 1.1.0 gives up after 9.
  it('is ended by Lambda after the 10 seconds of the init phase', async () => {
    const harness = await functionOf({ server: ELSEWHERE });
    expect(await harness.init()).toBe('timeout');
    expect(harness.lines('platform')).toContainEqual('INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout');
  });
});

describeWithAdapter('a function that fails', () => {
  it('is ended when its time is over, and the next request finds a new environment', async () => {
    const harness = await functionOf({ server: SILENT, timeout: Duration.seconds(1) });
    const { error, ms } = await harness.invoke(httpApiEventV2(POST));
    expect(error).toMatchObject({ errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('Task timed out after 1.00 seconds') });
    expect(ms).toBeGreaterThanOrEqual(1_000);
    expect((await throughHttpApi(harness, { method: 'GET', path: '/mcp' })).status).toBe(200);
  });

  it('answers 500 where the server dies with the request, and the log has its last words', async () => {
    const harness = await functionOf({ server: DIES });
    const { status, body } = await throughHttpApi(harness, POST);
    expect({ status, body: body.toString() }).toEqual({ status: 500, body: '{"message":"Internal Server Error"}' });
    await harness.end(); // until when all output is read
    expect(harness.lines('server')).toContainEqual('out of memory');
  });

  it('has a new environment for the request after the one with which the server has died', async () => {
    const harness = await functionOf({ server: DIES });
    await harness.invoke(httpApiEventV2(POST));
    // The adapter may have told of it before the process had ended: Lambda looks at that too.
    while ((await throughHttpApi(harness, { method: 'GET', path: '/mcp' })).status !== 200);
    expect(harness.lines('platform').filter((line) => line.includes('Registered'))).toHaveLength(2);
  });

  it('is not ended by a status of the server: that is an answer like any other', async () => {
    const harness = await functionOf({ server: PUPPET });
    expect((await throughHttpApi(harness, telling(500))).status).toBe(500);
    expect((await throughHttpApi(harness, telling(200))).status).toBe(200);
    expect(harness.lines('platform').filter((line) => line.includes('Registered'))).toHaveLength(1);
  });

  it('answers at once where the test ends it', async () => {
    const harness = await functionOf({ server: SILENT });
    await harness.init();
    const invocation = harness.invoke(httpApiEventV2(POST));
    await harness.end();
    expect((await invocation).error).toBeDefined();
  });

  it('serves one invocation at a time', async () => {
    const harness = await functionOf({ server: SILENT });
    const first = harness.invoke(httpApiEventV2(POST), { timeoutMs: 300 });
    await expect(harness.invoke(httpApiEventV2(POST))).rejects.toThrow('one invocation at a time');
    await first;
  });
});
