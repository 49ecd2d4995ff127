import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Listener, openPort } from '../../src/gateway/listen';

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
