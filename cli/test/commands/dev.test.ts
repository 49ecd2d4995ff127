import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { App, Stack } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { fixture } from '../served-server';
import { allGone, endPrograms, Program } from './running-program';

const MAIN = join(__dirname, '../../src/main.ts');
const TSX = require.resolve('tsx/cjs');

let directory: string;

beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-')); });

afterEach(async () => {
  await endPrograms();
  rmSync(directory, { recursive: true });
});

/** Runs the command line in the empty directory. */
function run(...args: string[]): Program {
  return new Program(spawn(process.execPath, ['-r', TSX, MAIN, ...args], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** An assembly with one MCP server, whose asset starts the fixture. */
function assembly(): string {
  const outdir = join(directory, 'cdk.out');
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  new McpLambdaServer(new Stack(app, 'Demo'), 'Server', {
    code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }),
    endpoint: McpEndpoint.httpApi({ path: '/mcp' }),
    auth: McpAuth.none(),
  });
  app.synth();
  return outdir;
}

test('the official client talks to a server behind the synthesised template, in both protocol eras', async () => {
  const program = run('dev', '--cdk-out', assembly(), '--port', '0', '--json', '--command', `node ${join(fixture('mcp-server'), 'server.js')}`);
  const { url, clientConfig } = await program.ready();
  expect(clientConfig).toEqual({ mcpServers: { 'Demo-Server': { type: 'http', url } } });
  for (const pin of [undefined, '2026-07-28']) {
    const client = new Client({ name: 'test', version: '1.0.0' }, pin === undefined ? {} : { versionNegotiation: { mode: { pin } } });
    await client.connect(new StreamableHTTPClientTransport(new URL(url)));
    const { content } = await client.callTool({ name: 'whoami' });
    expect(content).toEqual([{ type: 'text', text: expect.stringMatching(/^\d+$/) }]);
    await client.close();
  }
  program.child.kill('SIGINT');
  const { code, events, errors } = await program.result;
  expect([code, errors]).toEqual([0, '']);
  expect(events).toContainEqual(expect.objectContaining({ event: 'request', status: 200, mcpMethod: 'tools/call', mcpName: 'whoami', revision: '2026-07-28' }));
  await allGone(program.instances.map(({ pid }) => pid));
}, 30_000);

test.each<[string[], RegExp]>([
  [['dev', '--port', 'http'], /A port is a number from 0 to 65535/],
  [['dev', '--port', '65536'], /A port is a number from 0 to 65535/],
  [['dev', '--host', '0.0.0.0'], /unknown option '--host'/],
  [['deploi'], /unknown command 'deploi'/],
  [['dev'], /no cdk\.json/],
  [['dev', '--app', '.', '--cdk-out', '.'], /--app and --cdk-out/],
])('%j is a mistake: it is named on standard error, and the exit code is 1', async (args, message) => {
  const { code, errors } = await run(...args).result;
  expect(errors).toMatch(message);
  expect(errors).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
});
