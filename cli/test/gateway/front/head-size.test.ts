import { servedServer } from '../../served-server';
import { jsonOf, raw, statusOf } from '../raw-client';
import { RunningGateway, startGateway } from '../running-gateway';

let gateway: RunningGateway;

beforeAll(async () => { gateway = await startGateway(servedServer()); });

afterAll(async () => gateway.close());

const VALUES = ['localhost', 'close'];

/** A request whose request line and header values have so many bytes together. */
function request(size: number, names: readonly string[] = ['X-Pad']): string[] {
  const line = 'GET /any HTTP/1.1';
  const rest = size - line.length - VALUES.join('').length - (names.length - 1);
  const [last, ...others] = names;
  return [line, `Host: ${VALUES[0]}`, `Connection: ${VALUES[1]}`, ...others.map((name) => `${name}: y`), `${last}: ${'x'.repeat(rest)}`, '', ''];
}

test('10,240 bytes of request line and header values reach the server', async () => {
  expect(statusOf(await raw(gateway.port, request(10_240)))).toBe(200);
});

test('one more gets 431, which is reported with what was asked for', async () => {
  const answer = await raw(gateway.port, request(10_241));
  expect([statusOf(answer), jsonOf(answer)]).toEqual([431, { message: 'Request Header Fields Too Large' }]);
  const reported = (await gateway.requests(2)).at(-1)!;
  expect(reported).toMatchObject({ method: 'GET', path: '/any', status: 431 });
  expect(reported.failure).toBe('request line and header values are 10241 bytes together, and API Gateway takes 10240');
  expect(reported).not.toHaveProperty('instance');
});

test('names do not count, and values do however many there are', async () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `X-${index}`);
  expect(statusOf(await raw(gateway.port, request(10_240, names(900))))).toBe(200);
  expect(statusOf(await raw(gateway.port, ['GET /any HTTP/1.1', 'Host: localhost', 'Connection: close', ...names(3_000).map((name) => `${name}: four`), '', '']))).toBe(431);
});

test('a long path counts', async () => {
  const answer = await raw(gateway.port, [`GET /${'a'.repeat(10_240)} HTTP/1.1`, 'Host: localhost', 'Connection: close', '', '']);
  expect(statusOf(answer)).toBe(431);
});

test('what is too large to be read at all gets the same answer, and is reported as far as it was read', async () => {
  const answer = await raw(gateway.port, request(100_000));
  expect([statusOf(answer), jsonOf(answer)]).toEqual([431, { message: 'Request Header Fields Too Large' }]);
  expect((await gateway.requests(6)).at(-1)).toMatchObject({ status: 431, failure: expect.stringContaining('more than 64 kB') });
});
