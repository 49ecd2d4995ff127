import { once } from 'node:events';
import { createServer, get, IncomingMessage, Server } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { OutgoingAgent } from '../../src/aws/agent';

const VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'];

let saved: NodeJS.ProcessEnv;
let target: Server;
let proxy: Server;
let asked: string[];
let agent: OutgoingAgent;

const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeEach(async () => {
  saved = { ...process.env };
  VARIABLES.forEach((name) => delete process.env[name]);
  asked = [];
  target = createServer((_, response) => response.end('answered')).listen(0, '127.0.0.1');
  proxy = createServer().listen(0, '127.0.0.1').on('connect', ({ url = '' }: IncomingMessage, socket) => {
    asked.push(url);
    const passed = connect(portOf(target), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    socket.pipe(passed).pipe(socket);
  });
  await Promise.all([once(target, 'listening'), once(proxy, 'listening')]);
  agent = new OutgoingAgent();
});

afterEach(() => {
  process.env = saved;
  agent.destroy();
  [target, proxy].forEach((server) => {
    server.closeAllConnections();
    server.close();
  });
});

async function answerOf(url: string): Promise<string> {
  const [response] = await once(get(url, { agent }), 'response') as [IncomingMessage];
  return (await response.setEncoding('utf8').toArray()).join('');
}

test('asks the host itself where no proxy is named', async () => {
  expect(await answerOf(`http://127.0.0.1:${portOf(target)}/`)).toBe('answered');
  expect(asked).toEqual([]);
});

test('goes through the proxy that the environment names', async () => {
  process.env.HTTP_PROXY = `http://127.0.0.1:${portOf(proxy)}`;
  expect(await answerOf('http://somewhere.example.com/')).toBe('answered');
  expect(asked).toEqual(['somewhere.example.com:80']);
});

test('asks the hosts of NO_PROXY themselves', async () => {
  process.env.HTTP_PROXY = `http://127.0.0.1:${portOf(proxy)}`;
  process.env.NO_PROXY = '127.0.0.1';
  expect(await answerOf(`http://127.0.0.1:${portOf(target)}/`)).toBe('answered');
  expect(asked).toEqual([]);
});

test('names the variables where the proxy is no URL, and does not repeat what may hold a password', async () => {
  process.env.HTTP_PROXY = 'socks5://user:secret@proxy.example.com';
  const [error] = await once(get('http://somewhere.example.com/', { agent }), 'error') as [Error];
  expect(error.message).toMatch(/HTTPS_PROXY, HTTP_PROXY or ALL_PROXY/);
  expect(error.message).not.toContain('secret');
});
