import { FunctionFacts, RestRouteFacts } from '../../../src/template/model';
import { restRouteFacts, restServer } from '../../served-server';
import { raw } from '../raw-client';
import { gatewayOfTest, RunningGateway } from '../running-gateway';

const start = gatewayOfTest();

const LONGEST = { streamIdleMs: 300_000, integrationTimeoutMs: 900_000 };
const ADAPTER = { port: 8080, readinessPath: '/', invokeMode: 'response_stream' } as const;

/** All paths stream; two of them by other limits, where some are given. The first instance is ready then. */
async function startStreaming(limits?: Partial<RestRouteFacts>, facts: Partial<FunctionFacts> = {}): Promise<RunningGateway> {
  const limited = ['ANY /events', 'ANY /print-and-wait'].map((key) => restRouteFacts(key, { ...LONGEST, ...limits }));
  const gateway = await start(restServer({ routes: [...limited, restRouteFacts('ANY /{proxy+}', LONGEST)] }, { adapter: ADAPTER, ...facts }));
  await (await fetch(`${gateway.url}/prod/first`)).text();
  await gateway.requests(1);
  gateway.events.splice(gateway.events.findIndex(({ event }) => event === 'request'), 1);
  return gateway;
}

/** Tells the server itself, past the gateway: its one request there is still under way. */
async function tell({ events }: RunningGateway, what: 'more' | 'finish' | 'break-off'): Promise<void> {
  const started = events.find((event) => event.event === 'instance-started');
  await (await fetch(`http://127.0.0.1:${started!.port}/${what}`)).text();
}

/** Reads a streamed answer piece by piece. */
function piecesOf(answer: Response) {
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  return async () => (await reader.read()).value;
}

const ended = ({ events }: RunningGateway) => events.filter(({ event }) => event === 'instance-ended');

describe('a method that streams', () => {
  test('gives each event to the client before the server has written the next', async () => {
    const gateway = await startStreaming();
    const answer = await fetch(`${gateway.url}/prod/events`);
    const next = piecesOf(answer);
    // The server writes the second event when it is told to, which is here alone.
    expect(await next()).toBe('data: 1\n\n');
    await tell(gateway, 'more');
    expect(await next()).toBe('data: 2\n\n');
    await tell(gateway, 'finish');
    expect(await next()).toBeUndefined();
    const [request] = await gateway.requests(1);
    expect(request).toMatchObject({ status: 200, instance: 1, cold: false, firstByteMs: expect.any(Number) });
    expect(request.firstByteMs).toBeLessThanOrEqual(request.ms);
    expect(request).not.toHaveProperty('failure');
  });

  test('gives the head before the server has written any of the body', async () => {
    const gateway = await startStreaming();
    const answer = await fetch(`${gateway.url}/prod/head`);
    expect(answer.status).toBe(202);
    await tell(gateway, 'finish');
    expect(await answer.text()).toBe('');
    expect((await gateway.requests(1))[0]).not.toHaveProperty('firstByteMs');
  });

  test('renames what a function may not say, and gives every value of a header', async () => {
    const gateway = await startStreaming();
    const { headers, body } = await fetch(`${gateway.url}/prod/events`);
    expect(headers.get('content-type')).toBe('text/event-stream');
    expect([headers.get('www-authenticate'), headers.get('x-amzn-remapped-www-authenticate')]).toEqual([null, 'Bearer']);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('content-length')).toBeNull();
    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-amzn-trace-id')).toMatch(/^Root=1-/);
    await body!.cancel();
  });

  test('gives bytes as they are, without binary media types', async () => {
    const { url } = await startStreaming();
    const bytes = Buffer.from([0x61, 0xff, 0x00]);
    const answer = await fetch(`${url}/prod/bytes`, { method: 'POST', headers: { 'content-type': 'image/png' }, body: bytes });
    expect(Buffer.from(await answer.arrayBuffer()).includes(0)).toBe(true);
    const large = await fetch(`${url}/prod/large`);
    expect((await large.arrayBuffer()).byteLength).toBe(7 * 1024 * 1024);
  });

  test('gives its instance to the next request when the answer is whole', async () => {
    const { url, requests } = await startStreaming();
    for (let count = 0; count < 5; count++) {
      await (await fetch(`${url}/prod/large`)).arrayBuffer();
    }
    expect((await requests(5)).map(({ instance }) => instance)).toEqual([1, 1, 1, 1, 1]);
  });

  test('is one request of its instance until the end: the next at the same time has another one', async () => {
    const gateway = await startStreaming();
    const first = await fetch(`${gateway.url}/prod/events`);
    await (await fetch(`${gateway.url}/prod/mcp`)).text();
    expect((await gateway.requests(1))[0].instance).toBe(2);
    await first.body!.cancel();
  });
});

describe('a client that goes', () => {
  test('ends nothing: the function writes to its end, and only then its instance takes another request', async () => {
    const gateway = await startStreaming();
    const gone = new AbortController();
    const answer = await fetch(`${gateway.url}/prod/events`, { signal: gone.signal });
    await piecesOf(answer)();
    gone.abort();
    const [request] = await gateway.requests(1);
    expect(request).toMatchObject({ status: 200, failure: 'the client had gone before the answer was complete; the function goes on' });
    await (await fetch(`${gateway.url}/prod/mcp`)).text();
    await tell(gateway, 'finish');
    await gateway.printed('told all');
    expect(gateway.events.some((event) => event.event === 'output' && event.line === 'nobody listens')).toBe(false);
    expect((await gateway.requests(2))[1].instance).toBe(2);
    expect(ended(gateway)).toEqual([]);
  });
});

describe('time', () => {
  test('over before the head is 504, and the function goes on', async () => {
    const gateway = await startStreaming({ integrationTimeoutMs: 800 });
    const answer = await fetch(`${gateway.url}/prod/print-and-wait`);
    expect([answer.status, await answer.text()]).toEqual([504, '{"message": "Endpoint request timed out"}']);
    expect((await gateway.requests(1))[0].failure).toBe('no answer within the integration\'s 0.8 s; the function goes on');
    expect(ended(gateway)).toEqual([]);
  });

  test('over after it cuts the stream', async () => {
    const gateway = await startStreaming({ integrationTimeoutMs: 800 });
    const answer = await fetch(`${gateway.url}/prod/events`);
    await expect(answer.text()).rejects.toThrow();
    expect((await gateway.requests(1))[0]).toMatchObject({ status: 200, failure: 'cut after the integration\'s 0.8 s; the function goes on' });
    expect(ended(gateway)).toEqual([]);
  });

  test('without a byte cuts it too, counted from the last one', async () => {
    const gateway = await startStreaming({ streamIdleMs: 800 });
    const answer = await fetch(`${gateway.url}/prod/events`);
    await expect(answer.text()).rejects.toThrow();
    expect((await gateway.requests(1))[0].failure).toBe('cut, as nothing came for 0.8 s; the function goes on');
  });

  test('without a byte before the head is 504', async () => {
    const gateway = await startStreaming({ streamIdleMs: 800 });
    expect((await fetch(`${gateway.url}/prod/print-and-wait`)).status).toBe(504);
    expect((await gateway.requests(1))[0].failure).toBe('no answer within the idle time-out of 0.8 s; the function goes on');
  });

  test('of the function ends its instance, and the stream with it', async () => {
    const gateway = await startStreaming({}, { timeoutSeconds: 0.8 });
    const answer = await fetch(`${gateway.url}/prod/events`);
    await expect(answer.text()).rejects.toThrow();
    expect((await gateway.requests(1))[0].failure).toMatch(/^cut: the function's timeout of 0\.8 s was over/);
    await gateway.ended(1);
  });
});

describe('a server that gives no whole answer', () => {
  test.each(['/crash', '/hang-up', '/no-http'])('%s is 502 where it has not begun', async (target) => {
    const { url } = await startStreaming();
    const answer = await fetch(`${url}/prod${target}`);
    expect([answer.status, await answer.text()]).toEqual([502, '{"message": "Internal server error"}']);
  });

  test('is cut off where it breaks off, so that the client knows', async () => {
    const gateway = await startStreaming();
    const answer = await fetch(`${gateway.url}/prod/events`);
    const next = piecesOf(answer);
    await next();
    await tell(gateway, 'break-off');
    await expect(next()).rejects.toThrow();
    expect((await gateway.requests(1))[0].failure).toMatch(/^cut: the server gave no whole answer: /);
    expect((await fetch(`${gateway.url}/prod/mcp`)).status).toBe(200);
  });

  test('is cut off where it crashes, and the line says how it ended', async () => {
    const gateway = await startStreaming();
    const answer = await fetch(`${gateway.url}/prod/events`);
    await piecesOf(answer)();
    const started = gateway.events.find((event) => event.event === 'instance-started');
    await fetch(`http://127.0.0.1:${started!.port}/crash`).catch(() => {});
    expect((await gateway.requests(1))[0].failure).toBe('cut: the server ended with exit code 3 before it had answered');
  });

  test('is cut at 200 MB', async () => {
    const gateway = await startStreaming();
    const answer = await fetch(`${gateway.url}/prod/endless`);
    let bytes = 0;
    await expect((async () => {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.length;
    })()).rejects.toThrow();
    expect(bytes).toBeLessThanOrEqual(200 * 1024 * 1024);
    expect(bytes).toBeGreaterThan(100 * 1024 * 1024);
    expect((await gateway.requests(1))[0].failure).toBe('cut, as the answer is larger than the 209715200 bytes (200 MB) that a function may stream');
  }, 60_000);

  test('has a header that is not UTF-8: 502', async () => {
    const { port } = await startStreaming();
    expect(await raw(port, ['GET /prod/latin HTTP/1.1', 'Host: localhost', 'Connection: close', '', ''])).toMatch(/^HTTP\/1\.1 502 /);
  });
});
