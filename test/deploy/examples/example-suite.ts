import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import { allGone, endPrograms, Program } from '../../../cli/test/commands/running-program';
import { send } from '../../examples/quickstart-process';
import { builtExample, type ExampleName, LOCAL_ARCHITECTURE } from '../tools/examples';

const MCP_LAMBDA = join(__dirname, '../../../cli/bin/mcp-lambda');

const PUBLIC_HOST = 'abc123.execute-api.eu-central-1.amazonaws.com';

/** What leads here by another name than the public one. */
const OTHER_HOST = 'evil.example.com';

/** The servers are to answer to these hosts, not `dev`, which by itself knows this machine's names alone. */
const ALLOW_HOSTS = [PUBLIC_HOST, OTHER_HOST].flatMap((host) => ['--allow-host', host]);

/** Synthesis, and the start of a server, on a machine that builds something else. */
const START_MS = 60_000;

const REVISIONS: [revision: string, mode: VersionNegotiationMode][] = [
  ['2025-11-25', 'legacy'],
  ['2026-07-28', { pin: '2026-07-28' }],
];

/** What differs from one example to the next. */
export interface Expected {
  /** The name that the server gives itself. */
  readonly server: string;
  /** The command that starts the built server in the example's directory. */
  readonly command: string;
  /** The status for a host that the server does not know. */
  readonly unknownHost: number;
  /** What only this server has, with a client of each revision. */
  readonly more?: (connected: () => Client) => void;
}

/** The tests of an example that is served from its synthesised template; skipped where it could not be installed. */
export function describeExample(name: ExampleName, expected: Expected): void {
  const example = builtExample(name);
  if ('error' in example) {
    process.stderr.write(`${name} could not be installed, so it is not tested. ${example.error}\n`);
    test.skip(`the example ${name}`, () => undefined);
    return;
  }
  describe(`the example ${name}`, () => testExample(example.directory, expected));
}

function testExample(directory: string, expected: Expected): void {
  let program: Program;
  let url: string;

  beforeAll(async () => {
    program = dev(directory);
    ({ url } = await program.ready());
  }, START_MS);

  afterAll(endPrograms);

  describe.each(REVISIONS)('called by a client of revision %s', (revision, mode) => {
    let client: Client;

    beforeAll(async () => {
      client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
      await client.connect(new StreamableHTTPClientTransport(new URL(url)));
    });

    afterAll(() => client.close());

    test('answers in its revision', () => {
      expect(client.getNegotiatedProtocolVersion()).toBe(revision);
      expect(client.getServerVersion()).toMatchObject({ name: expected.server, version: '1.0.0' });
    });

    test('lists its tools, with schemas of arguments and results', async () => {
      const { tools } = await client.listTools();
      // pmcp keeps its tools in a map: their order is a matter of chance.
      expect(tools.sort((one, other) => one.name.localeCompare(other.name))).toEqual([
        expect.objectContaining({
          name: 'add',
          description: 'Adds two numbers',
          inputSchema: expect.objectContaining({ required: ['a', 'b'] }),
          outputSchema: expect.objectContaining({ required: ['sum'] }),
        }),
        expect.objectContaining({
          name: 'word_count',
          inputSchema: expect.objectContaining({ required: ['text'] }),
          outputSchema: expect.objectContaining({ required: ['words', 'characters'] }),
        }),
      ]);
    });

    test('adds two numbers', async () => {
      const { structuredContent } = await client.callTool({ name: 'add', arguments: { a: 2, b: 3.5 } });
      expect(structuredContent).toEqual({ sum: 5.5 });
    });

    test('counts words and characters', async () => {
      const { structuredContent } = await client.callTool({ name: 'word_count', arguments: { text: ' hi  👋\n' } });
      expect(structuredContent).toEqual({ words: 2, characters: 7 });
    });

    test('names a wrong argument', async () => {
      const result = await client.callTool({ name: 'add', arguments: { a: 'two', b: 3 } });
      expect(result).toMatchObject({ isError: true, content: [{ type: 'text', text: expect.stringMatching(/\badd\b.*\b(invalid|valid)\b/s) }] });
    });

    expected.more?.(() => client);
  });

  test.each(['GET', 'DELETE'])('has no stream and no session: %s is refused at once', async (method) => {
    expect(await send(url, { method, host: new URL(url).host })).toMatchObject({ status: 405 });
  });

  test('ends with all its processes', async () => {
    program.child.kill('SIGINT');
    const { code, errors, events } = await program.result;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(events).not.toContainEqual(expect.objectContaining({ event: 'instance-ended', expected: false }));
    await allGone(program.instances.map(({ pid }) => pid));
  });

  describe('told its public URL', () => {
    let publicly: string;

    beforeAll(async () => {
      const deployed = dev(directory, ...ALLOW_HOSTS, '--command', `cd '${directory}' && MCP_PUBLIC_URL=https://${PUBLIC_HOST}/mcp ${expected.command}`);
      ({ url: publicly } = await deployed.ready());
    }, START_MS);

    test.each([
      ['a client', { host: PUBLIC_HOST }, 200],
      ['a page of its own host', { host: PUBLIC_HOST, headers: { origin: `https://${PUBLIC_HOST}` } }, 200],
      ['a page that found it by another name', { host: OTHER_HOST }, expected.unknownHost],
      ['a page of another host', { host: PUBLIC_HOST, headers: { origin: `https://${OTHER_HOST}` } }, 403],
    ])('answers %s as it should', async (_, request, status) => {
      expect(await send(publicly, request)).toMatchObject({ status });
    });
  });
}

/** The command line, as a user starts it. */
function dev(directory: string, ...options: string[]): Program {
  return new Program(spawn(process.execPath, [MCP_LAMBDA, 'dev', '--app', directory, '--no-watch', '--port', '0', '--json', ...options], {
    env: { ...process.env, ...LOCAL_ARCHITECTURE },
    stdio: ['ignore', 'pipe', 'pipe'],
  }));
}
