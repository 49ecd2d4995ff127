import { Client, StreamableHTTPClientTransport, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import { type SynthesisedExample, synthesisedExample } from './synthesised-example';
import { spawnDev } from '../../cli/test/commands/dev-process';
import { endPrograms, Program } from '../../cli/test/commands/running-program';

// Synthesis, and the start of a server, on a machine that may be busy.
jest.setTimeout(60_000);

const REVISIONS: [revision: string, mode: VersionNegotiationMode][] = [
  ['2025-11-25', 'legacy'],
  ['2026-07-28', { pin: '2026-07-28' }],
];

/** Five minutes of counting: no test waits for its end. */
const ENDLESS = { to: 300, seconds: 1 };

let example: SynthesisedExample;
beforeAll(() => {
  example = synthesisedExample('streaming', 'Streaming');
});

test('the template of the streaming example stays as it is', () => {
  expect(example.template).toMatchSnapshot();
});

describe('the streaming example, served by dev', () => {
  let url: string;

  beforeAll(async () => {
    const program = new Program(spawnDev(process.cwd(), ['dev', '--cdk-out', example.assembly, '--port', '0', '--json']));
    ({ url } = await program.ready());
  });
  afterAll(endPrograms);

  describe.each(REVISIONS)('and called by a client of revision %s', (revision, mode) => {
    let client: Client;

    beforeAll(async () => {
      client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
      await client.connect(new StreamableHTTPClientTransport(new URL(url)));
      expect(client.getNegotiatedProtocolVersion()).toBe(revision);
    });
    afterAll(async () => client.close());

    it('reports each step and then the result', async () => {
      const told: unknown[] = [];
      const { structuredContent } = await client.callTool({ name: 'count', arguments: { to: 3, seconds: 0.01 } }, {
        onprogress: ({ progress, total, message }) => told.push({ progress, total, message }),
      });
      expect(told).toEqual([1, 2, 3].map((step) => ({ progress: step, total: 3, message: `counted to ${step}` })));
      expect(structuredContent).toEqual({ counted: 3 });
    });

    it('reports the first step while the tool has minutes to go', async () => {
      const leaving = new AbortController();
      const call = client.callTool({ name: 'count', arguments: ENDLESS }, {
        signal: leaving.signal,
        // Were the answer held back until it is complete, this would come after the test's time.
        onprogress: ({ progress }) => leaving.abort(`seen ${progress}`),
      });
      await expect(call).rejects.toThrow('seen 1');
    });
  });
});
