import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client, SSEClientTransport } from '@modelcontextprotocol/client';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { build } from 'esbuild';
import { MCP_LAMBDA } from './doors';
import { endPrograms, Program } from '../../cli/test/commands/running-program';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../src';
import { legacySse } from '../deploy/tools/legacy-sse';
import { directoryOf } from '../support';

jest.setTimeout(120_000);

let code: string;

beforeAll(async () => {
  code = directoryOf({});
  await build({
    entryPoints: [join(__dirname, 'legacy-server.mjs')],
    outfile: join(code, 'server.cjs'),
    nodePaths: [await legacySse()],
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
});

afterEach(endPrograms);

/** A server behind a REST API of `mcp-lambda dev`, and where its stream is. */
async function served(environment: Record<string, string>): Promise<{ readonly program: Program; readonly stream: URL }> {
  const app = new App({ outdir: directoryOf({}), context: { 'aws:cdk:enable-path-metadata': true } });
  new McpLambdaServer(new Stack(app, 'Old'), 'Server', {
    code: McpServerCode.nodejs(code, { entry: 'server.cjs' }),
    auth: McpAuth.none(),
    endpoint: McpEndpoint.restApi({ legacySsePath: '/mcp/sse' }),
    timeout: Duration.minutes(1),
    environment,
  });
  const args = [MCP_LAMBDA, 'dev', '--cdk-out', app.synth().directory, '--port', '0', '--json'];
  const program = new Program(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  const { url } = await program.ready();
  return { program, stream: new URL(`${url}/sse`) };
}

const newClient = () => new Client({ name: 'old', version: '1.0.0' }, { versionNegotiation: { mode: 'legacy' } });

test('the official client of the old transport calls a tool, by instances that hand over what is posted', async () => {
  const { program, stream } = await served({ MAILBOXES: directoryOf({}) });
  const client = newClient();
  await client.connect(new SSEClientTransport(stream));
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['length']);
  const { content } = await client.callTool({ name: 'length', arguments: { text: 'Grüße' } });
  expect(content).toEqual([{ type: 'text', text: expect.stringMatching(/^5 by \d+$/) }]);
  await client.close();
  expect(await program.event('request')).toMatchObject({ method: 'POST', path: expect.stringMatching(/^\/prod\/mcp\/messages/), status: 202 });
  expect(program.instances.length).toBeGreaterThan(1);
});

test('with sessions in memory it is refused, as what is posted comes to another instance', async () => {
  const { stream } = await served({});
  await expect(newClient().connect(new SSEClientTransport(stream))).rejects.toThrow(/404.*no such session/);
});
