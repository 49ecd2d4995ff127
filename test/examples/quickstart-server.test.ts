import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Client, StreamableHTTPClientTransport, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import { META, send, startQuickstart } from './quickstart-process';

const PUBLIC_HOST = 'abc123.execute-api.eu-central-1.amazonaws.com';

const REVISIONS: [revision: string, mode: VersionNegotiationMode][] = [
  ['2025-11-25', 'legacy'],
  ['2026-07-28', { pin: '2026-07-28' }],
];

let server: ChildProcess;
let url: string;

beforeAll(async () => {
  ({ process: server, url } = await startQuickstart({ GREETING: 'Hello', MCP_PUBLIC_URL: `https://${PUBLIC_HOST}/mcp` }));
});

afterAll(() => server.kill('SIGKILL'));

describe.each(REVISIONS)('a client of revision %s', (revision, mode) => {
  let client: Client;

  beforeAll(async () => {
    client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
    await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  });

  afterAll(() => client.close());

  test('is answered in its own revision', () => {
    expect(client.getNegotiatedProtocolVersion()).toBe(revision);
    expect(client.getServerVersion()).toMatchObject({ name: 'quickstart', version: '1.0.0' });
  });

  test('finds the tools', async () => {
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['add', 'days_between', 'word_count', 'wait']);
  });

  test('adds two numbers', async () => {
    const result = await client.callTool({ name: 'add', arguments: { a: 2, b: 3 } });
    expect(result).toMatchObject({ content: [{ type: 'text', text: '5' }], structuredContent: { sum: 5 } });
  });

  test.each([
    ['a leap day', { from: '2028-02-28', to: '2028-03-01' }, 2],
    ['the same day', { from: '2026-07-28', to: '2026-07-28' }, 0],
    ['an earlier day', { from: '2026-01-01', to: '2025-12-31' }, -1],
  ])('counts the days over %s', async (_, dates, days) => {
    const result = await client.callTool({ name: 'days_between', arguments: dates });
    expect(result.structuredContent).toEqual({ days });
  });

  test.each([
    ['no text', '', { words: 0, characters: 0 }],
    ['spaces around', '  two words \n', { words: 2, characters: 13 }],
    ['an emoji', 'hi 👋', { words: 2, characters: 4 }],
  ])('counts the words of %s', async (_, text, counts) => {
    const result = await client.callTool({ name: 'word_count', arguments: { text } });
    expect(result.structuredContent).toEqual(counts);
  });

  test('learns from the waiting tool which process answered', async () => {
    const first = await client.callTool({ name: 'wait', arguments: { seconds: 0 } });
    const second = await client.callTool({ name: 'wait', arguments: { seconds: 0 } });
    expect(first.structuredContent).toEqual({ pid: server.pid, answered: expect.any(Number) });
    expect(answered(second.structuredContent)).toBe(answered(first.structuredContent) + 1);
  });

  test.each([
    ['a number as text', 'add', { a: '2', b: 3 }],
    ['a date that does not exist', 'days_between', { from: '2026-02-30', to: '2026-03-01' }],
    ['more seconds than an HTTP API waits', 'wait', { seconds: 21 }],
  ])('is told what is wrong with %s', async (_, name, args) => {
    const result = await client.callTool({ name, arguments: args });
    expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/invalid/i) }] });
  });

  test('reads the resource', async () => {
    const { contents: [content] } = await client.readResource({ uri: 'instance://current' });
    expect(content).toMatchObject({ uri: 'instance://current', mimeType: 'application/json' });
    expect(JSON.parse((content as { text: string }).text)).toEqual({
      greeting: 'Hello',
      pid: server.pid,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      answered: expect.any(Number),
    });
  });

  test('gets the prompt', async () => {
    const { messages } = await client.getPrompt({ name: 'countdown', arguments: { event: 'new year', date: '2027-01-01' } });
    expect(messages).toEqual([{
      role: 'user',
      content: { type: 'text', text: 'How many days are left until new year on 2027-01-01? Use the tool days_between.' },
    }]);
  });
});

describe('over plain HTTP the server', () => {
  test.each(['127.0.0.1:8080', 'localhost', '[::1]:3000', PUBLIC_HOST])('accepts the host %s', async (host) => {
    expect(await send(url, { host })).toMatchObject({ status: 200 });
  });

  test('refuses an unknown host', async () => {
    expect(await send(url, { host: 'evil.example.com' }))
      .toEqual({ status: 403, body: expect.stringContaining('Invalid Host: evil.example.com') });
  });

  test.each(['/mcp', '/mcp/', '/mcp?x=1', '/mcp/?x=1'])('answers at %s', async (path) => {
    expect(await send(url, { path })).toMatchObject({ status: 200, body: expect.stringContaining('"protocolVersion":"2025-11-25"') });
  });

  test.each(['/', '//', '/mcp2', '/mcp/more', '/.well-known/oauth-protected-resource'])('has nothing at %s', async (path) => {
    expect(await send(url, { path })).toMatchObject({ status: 404 });
  });

  test.each(['GET', 'DELETE'])('has no sessions to %s', async (method) => {
    expect(await send(url, { method })).toMatchObject({ status: 405 });
  });

  test('answers the readiness check of the Lambda Web Adapter', async () => {
    expect((await send(url, { method: 'GET', path: '/' })).status).toBeLessThan(500);
  });

  test('answers revision 2026-07-28 with one JSON document', async () => {
    const { status, body } = await send(url, {
      host: PUBLIC_HOST,
      headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' },
      message: { method: 'tools/list', params: { _meta: META } },
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ id: 1, result: { tools: expect.any(Array) } });
  });
});

test('the server ends at once on SIGTERM', async () => {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

function answered(report: unknown): number {
  return (report as { answered: number }).answered;
}
