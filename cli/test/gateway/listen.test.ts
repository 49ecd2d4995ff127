import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { connected, everything, statusOf } from './raw-client';
import { httpApi } from '../../src/gateway/http-api';
import { Listener, openPort } from '../../src/gateway/listen';
import { answerUnreadable } from '../../src/gateway/unreadable';
import { servedServer } from '../served-server';

let listener: Listener;

beforeEach(async () => { listener = await openPort(0); });

afterEach(async () => listener.close());

/** A request that has arrived: Node answers `Expect` as it hands the request over. */
async function arrived(path: string): Promise<{ readonly answer: Promise<string>; giveUp(): void }> {
  const sent = request({ port: listener.port, host: '127.0.0.1', method: 'POST', path, headers: { 'expect': '100-continue', 'content-length': 4 } });
  sent.on('error', () => {});
  const answer = once(sent, 'response').then(async ([response]) => text(response as IncomingMessage));
  answer.catch(() => {});
  await once(sent, 'continue');
  return { answer, giveUp: () => sent.destroy() };
}

test('a request that comes before it is served waits, and is answered', async () => {
  const { answer } = await arrived('/early');
  listener.serve(({ url }, response) => void response.end(`answered ${url}`));
  expect(await answer).toBe('answered /early');
});

test('a client that has gone meanwhile is forgotten', async () => {
  const gone = await arrived('/gone');
  const waits = await arrived('/waits');
  gone.giveUp();
  await expect(gone.answer).rejects.toThrow();
  const served: unknown[] = [];
  // The connection's end reaches the server with its next turn, as any other request does.
  const later = await arrived('/later');
  listener.serve(({ url }, response) => {
    served.push(url);
    response.end();
  });
  await Promise.all([waits.answer, later.answer]);
  expect(served).toEqual(['/waits', '/later']);
});

describe('a client that does not go on sending', () => {
  let slow: Listener;

  beforeEach(async () => { slow = await openPort(0, { headMs: 50, requestMs: 200, lookMs: 10 }); });

  afterEach(async () => slow.close());

  test('is told so where its headers do not come, and nothing where it has never begun', async () => {
    const server = servedServer();
    const api = httpApi(server, server.door, { now: () => 0, call: async () => { throw new Error('nothing is to be called'); } });
    const told: unknown[] = [];
    slow.serve(() => {}, (error, socket) => void told.push(answerUnreadable(error, socket, api)?.failure));
    const [begun, silent] = await Promise.all([connected(slow.port), connected(slow.port)]);
    begun.write('GET / HTTP/1.1\r\nhost: localhost\r\n');
    const [answer, nothing] = await Promise.all([everything(begun), everything(silent)]);
    expect(statusOf(answer)).toBe(408);
    expect(nothing).toBe('');
    expect(told).toHaveLength(2);
    expect(told).toEqual(expect.arrayContaining([undefined, 'the headers of the request did not arrive in time']));
  });

  test('loses its connection where its body does not come', async () => {
    slow.serve(() => {}, (_, socket) => void socket.destroy());
    const socket = await connected(slow.port);
    socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n1');
    expect(await everything(socket)).toBe('');
  });

  test('gets an answer however late, once it has sent all', async () => {
    slow.serve((_, response) => void setTimeout(() => response.end('late'), 400), (__, socket) => void socket.destroy());
    const socket = await connected(slow.port);
    socket.write('POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 2\r\n\r\n12');
    expect(await everything(socket)).toMatch(/late$/);
  });
});
