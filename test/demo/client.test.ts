import { once } from 'node:events';
import { converse, REVISIONS } from '../../demo/client';
import { type Message, recordingFetch } from '../../demo/wire';
import { type QuickstartProcess, startQuickstart } from '../examples/quickstart-process';

const ADD = { tool: 'add', args: { a: 2, b: 3 } };

let server: QuickstartProcess;

beforeAll(async () => { server = await startQuickstart(); });

afterAll(() => server.process.kill('SIGKILL'));

describe.each(REVISIONS)('in revision %s', (revision) => {
  test('a conversation tells the server, its tools and the result', async () => {
    expect(await converse(revision, { ...ADD, url: server.url, fetch })).toMatchObject({
      revision,
      server: { name: 'quickstart', version: '1.0.0' },
      tools: ['add', 'days_between', 'word_count', 'wait'],
      tool: 'add',
      args: { a: 2, b: 3 },
      result: { structuredContent: { sum: 5 } },
      text: '5',
      ms: expect.any(Number),
      ok: true,
    });
  });

  test('a tool that does not exist is answered with those that do', async () => {
    expect(await converse(revision, { tool: 'ad', args: {}, url: server.url, fetch }))
      .toMatchObject({ ok: false, error: 'there is no tool "ad": --tool takes one of add, days_between, word_count, wait' });
  });

  test('an error of the tool is told with its text', async () => {
    expect(await converse(revision, { tool: 'add', args: { a: 2 }, url: server.url, fetch })).toMatchObject({
      ok: false,
      result: { isError: true },
      error: expect.stringMatching(/^the tool "add" answered with an error: .*\bb\b/),
    });
  });

  test('a server that is not there is told as such', async () => {
    const gone = await startQuickstart();
    const ended = once(gone.process, 'exit');
    gone.process.kill('SIGKILL');
    await ended;
    expect(await converse(revision, { ...ADD, url: gone.url, fetch }))
      .toMatchObject({ revision, ok: false, error: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('on the wire', () => {
  test.each([
    ['2025-11-25', ['initialize', 'notifications/initialized', 'GET', 'tools/list', 'tools/call', 'resources/read', 'prompts/get']],
    ['2026-07-28', ['server/discover', 'tools/list', 'tools/call', 'resources/read', 'prompts/get']],
  ] as const)('revision %s has its own messages, each answered before the next is sent', async (revision, methods) => {
    const messages = await messagesOf(revision);
    expect(messages.map(({ direction, method }) => `${direction} ${method}`))
      .toEqual(methods.flatMap((method) => [`→ ${method}`, `← ${method}`]));
    expect(messages.every((message) => message.revision === revision)).toBe(true);
  });

  test('messages name the tool, the resource and the prompt', async () => {
    const named = (await messagesOf('2026-07-28')).filter(({ direction, name }) => direction === '←' && name !== undefined);
    expect(named).toEqual([
      expect.objectContaining({ method: 'tools/call', name: 'add', status: 200, ms: expect.any(Number) }),
      expect.objectContaining({ method: 'resources/read', name: 'instance://current', status: 200 }),
      expect.objectContaining({ method: 'prompts/get', name: 'countdown', status: 200 }),
    ]);
  });
});

async function messagesOf(revision: '2025-11-25' | '2026-07-28'): Promise<Message[]> {
  const messages: Message[] = [];
  const recorder = recordingFetch({
    revision,
    record: (message) => messages.push(message),
    startOf: async () => undefined, // there is no gateway here
  });
  await converse(revision, { ...ADD, url: server.url, fetch: recorder });
  return messages;
}
