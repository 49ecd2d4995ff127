import { once } from 'node:events';
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { OutgoingAgent } from '../../src/aws/agent';
import { DISCOVER, INITIALIZE, rpcResponse, send } from '../../src/deployment/mcp-request';

const RESPONSE = '{"jsonrpc":"2.0","id":"x","result":{}}';

let server: Server | undefined;
let agent: OutgoingAgent;

const sending = (signal = new AbortController().signal) => ({ agent, signal });

beforeEach(() => { agent = new OutgoingAgent(); });

afterEach(() => {
  agent.destroy();
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<URL> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
}

test('a message is sent as a client of its revision sends it', async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    const { method, url: path, headers: { accept, 'content-type': type, 'mcp-method': name, 'mcp-protocol-version': version } } = request;
    seen.push([method, path, accept, type, name, version]);
    response.end(RESPONSE);
  });
  expect(await send(url, INITIALIZE, sending())).toEqual({ status: 200, body: RESPONSE });
  await send(url, DISCOVER, sending());
  expect(seen).toEqual([
    ['POST', '/mcp', 'application/json, text/event-stream', 'application/json', undefined, undefined],
    ['POST', '/mcp', 'application/json, text/event-stream', 'application/json', 'server/discover', '2026-07-28'],
  ]);
});

test('a stream that stays open after the answer is not waited for', async () => {
  const url = await serve((_, response) => { response.write(`event: message\ndata: ${RESPONSE}\n\n`); });
  expect(rpcResponse((await send(url, INITIALIZE, sending())).body)).toEqual(JSON.parse(RESPONSE));
});

test('an answer without an end is cut off', async () => {
  const url = await serve((_, response) => {
    const more = () => { while (!response.destroyed && response.write('x'.repeat(65_536)));};
    response.on('drain', more);
    more();
  });
  expect((await send(url, INITIALIZE, sending())).body.length).toBeLessThan(2_000_000);
});

test('an answer that does not come in time is not waited for', async () => {
  const url = await serve(() => undefined);
  await expect(send(url, INITIALIZE, sending(AbortSignal.timeout(20)))).rejects.toThrow(/abort/);
});

test('no answer is an error', async () => {
  const url = await serve((request) => request.socket.destroy());
  await expect(send(url, INITIALIZE, sending())).rejects.toThrow(/socket hang up|ECONNRESET/);
});

test.each<[string, string, unknown]>([
  ['JSON', RESPONSE, JSON.parse(RESPONSE)],
  ['an event among others', `: ping\n\nevent: message\ndata: {"jsonrpc":"2.0","method":"n"}\n\ndata: ${RESPONSE}\n\n`, JSON.parse(RESPONSE)],
  ['an event with CRLF', `event: message\r\ndata: ${RESPONSE}\r\n\r\n`, JSON.parse(RESPONSE)],
  ['an event that has not ended', `data: ${RESPONSE}\n`, undefined],
  ['a page', '<html>', undefined],
  ['another JSON', '{"message":"Forbidden"}', undefined],
  ['a list', '[1]', undefined],
  ['nothing', '', undefined],
])('reads the response in %s', (_, body, expected) => expect(rpcResponse(body)).toEqual(expected));
