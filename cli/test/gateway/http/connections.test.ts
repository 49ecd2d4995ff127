import { servedServer } from '../../served-server';
import { connected, everything, jsonOf, raw, statusOf } from '../raw-client';
import { RunningGateway, startGateway } from '../running-gateway';

let gateway: RunningGateway;

beforeAll(async () => { gateway = await startGateway(servedServer()); });

afterAll(async () => gateway.close());

const protocolOf = (answer: string) => {
  const { headers } = jsonOf(answer) as { headers: Record<string, string> };
  return (JSON.parse(headers['x-amzn-request-context']) as { http: { protocol: string } }).http.protocol;
};

test('requests that are sent at once on one connection are answered in their order', async () => {
  const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  const socket = await connected(gateway.port);
  const answers = everything(socket);
  socket.write(get('/slow?ms=200') + get('/no-content') + get('/last', 'Connection: close\r\n'));
  const [slow, empty, last] = (await answers).split(/(?=HTTP\/1\.1 )/);
  expect([slow, empty, last].map(statusOf)).toEqual([200, 204, 200]);
  expect(jsonOf(last)).toMatchObject({ url: '/last' });
});

test('a connection stays open for the next request, unless the client wants it closed', async () => {
  const answer = await raw(gateway.port, [
    'GET /any HTTP/1.1', 'Host: localhost', '', 'GET /any HTTP/1.1', 'Host: localhost', 'Connection: close', '', '',
  ]);
  expect(answer.match(/connection: .*/gi)).toEqual(['Connection: keep-alive', 'Connection: close']);
});

test('a client of HTTP/1.0 is answered, its connection closed, and the server told', async () => {
  const answer = await raw(gateway.port, ['GET /any HTTP/1.0', 'Host: localhost', '', '']);
  expect([statusOf(answer), protocolOf(answer)]).toEqual([200, 'HTTP/1.0']);
});

test('a request that names no host is refused as one with a foreign one', async () => {
  const answer = await raw(gateway.port, ['GET /any HTTP/1.1', 'Connection: close', '', '']);
  expect([statusOf(answer), jsonOf(answer)]).toEqual([403, { message: 'Forbidden' }]);
});

test('what is no HTTP gets 400, and is reported as far as it can be', async () => {
  const before = gateway.events.filter(({ event }) => event === 'request').length;
  const answer = await raw(gateway.port, ['\x16\x03\x01 hello', '', '']);
  expect([statusOf(answer), jsonOf(answer)]).toEqual([400, { message: 'Bad Request' }]);
  expect((await gateway.requests(before + 1)).at(-1)).toMatchObject({ method: '-', path: '-', status: 400, failure: expect.stringContaining('no HTTP request') });
});

test('a malformed request that follows another does not take its answer', async () => {
  const before = gateway.events.filter(({ event }) => event === 'request').length;
  const answer = await raw(gateway.port, ['GET /slow?ms=100 HTTP/1.1', 'Host: localhost', '', 'nonsense', '', '']);
  expect(answer).toBe('');
  expect((await gateway.requests(before + 1)).at(-1)).toMatchObject({ path: '/slow', failure: 'the client had gone before it was answered' });
});
