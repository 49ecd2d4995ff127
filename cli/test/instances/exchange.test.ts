import { once } from 'node:events';
import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { Connection, connectionTo } from '../../src/instances/exchange';

let server: Server;
let connection: Connection;
const sockets: Socket[] = [];

afterEach(() => {
  connection.close();
  sockets.splice(0).forEach((socket) => socket.destroy());
  server.close();
});

/** A server that does this with each connection. */
async function serve(handle: (socket: Socket) => void): Promise<void> {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    handle(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  connection = connectionTo((server.address() as AddressInfo).port, () => '{}');
}

const post = async (bytes: number) => connection.exchange({
  method: 'POST', path: '/', headers: ['host', 'localhost'], body: Buffer.alloc(bytes), requestId: '1', traceId: 'Root=1-0-0',
}, 1024);

test('after an answer to a body that the server never reads, the next request is answered', async () => {
  await serve((socket) => {
    socket.once('data', () => {
      socket.pause();
      socket.write('HTTP/1.1 413 Content Too Large\r\ncontent-length: 3\r\n\r\nbig');
    });
  });
  const first = await post(5 * 1024 * 1024);
  const second = await post(1);
  expect([first.status, second.status]).toEqual([413, 413]);
  expect(sockets).toHaveLength(2);
});

test('requests that are read to their end share one connection', async () => {
  await serve((socket) => socket.on('data', (chunk) => {
    if (chunk.at(-1) === 0) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
  }));
  expect((await post(1)).body.toString()).toBe('ok');
  expect((await post(1)).body.toString()).toBe('ok');
  expect(sockets).toHaveLength(1);
});
