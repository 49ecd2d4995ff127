import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { servedServer } from '../../served-server';
import { connected, everything, jsonOf, statusOf } from '../raw-client';
import { RunningGateway, Shown, startGateway } from '../running-gateway';

let gateway: RunningGateway;

beforeAll(async () => { gateway = await startGateway(servedServer()); });

afterAll(async () => gateway.close());

test('an upload that comes bit by bit reaches the server whole, with its length', async () => {
  const socket = await connected(gateway.port);
  const answer = everything(socket);
  const events = gateway.events.length;
  socket.write('POST /any HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (const letter of 'slowly') {
    await new Promise((sent) => socket.write(`1\r\n${letter}\r\n`, sent));
  }
  // The server is not asked before all of it is there.
  expect(gateway.events.slice(events)).toEqual([]);
  socket.write('0\r\nX-Trailer: yes\r\n\r\n');
  const { body, headers } = jsonOf(await answer) as Shown;
  expect([body, headers['content-length'], headers['transfer-encoding'], headers['x-trailer']]).toEqual(['slowly', '6', undefined, undefined]);
});

test('a client that waits for 100 gets it, and the server sees no Expect', async () => {
  const sent = request({ port: gateway.port, host: '127.0.0.1', method: 'POST', path: '/any', headers: { 'expect': '100-continue', 'content-length': 4 } });
  await once(sent, 'continue');
  sent.end('body');
  const [response] = await once(sent, 'response') as [IncomingMessage];
  const { body, headers } = await json(response) as Shown;
  expect([body, headers]).toEqual(['body', expect.not.objectContaining({ expect: expect.anything() })]);
});

test('bytes come back as they were sent', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const answer = await fetch(`${gateway.url}/bytes`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: bytes });
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
});

test('HEAD is answered with headers alone, and its connection serves the next request', async () => {
  const socket = await connected(gateway.port);
  const answers = everything(socket);
  socket.write('HEAD /any HTTP/1.1\r\nHost: localhost\r\n\r\nGET /any HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  const [head, got] = (await answers).split(/(?=HTTP\/1\.1 )/);
  expect([statusOf(head), head.endsWith('\r\n\r\n'), head.includes('content-type: application/json')]).toEqual([200, true, true]);
  expect((jsonOf(got) as Shown).method).toBe('GET');
});

test('a body that is no chunk where chunks are announced ends the connection, and is reported', async () => {
  const before = gateway.events.filter(({ event }) => event === 'request').length;
  const socket = await connected(gateway.port);
  const answer = everything(socket);
  socket.write('POST /any HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n');
  expect(await answer).toBe('');
  expect((await gateway.requests(before + 1)).at(-1)).toMatchObject({ method: 'POST', path: '/any', status: 400 });
});
