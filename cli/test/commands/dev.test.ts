import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { fixture } from '../served-server';
import { assembly, imageAssembly, spawnDev } from './dev-process';
import { allGone, endPrograms, Program } from './running-program';

let directory: string;

beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-')); });

afterEach(async () => {
  await endPrograms();
  rmSync(directory, { recursive: true });
});

test('the server of a container image answers behind its template, started by a command', async () => {
  const program = new Program(spawnDev(directory, [
    'dev', '--cdk-out', imageAssembly(directory), '--port', '0', '--json', '--command', `node ${join(fixture('mcp-server'), 'server.js')}`,
  ]));
  const { url } = await program.ready();
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  expect(await client.callTool({ name: 'whoami' })).toMatchObject({ content: [{ type: 'text', text: expect.stringMatching(/^\d+$/) }] });
  await client.close();
  program.child.kill('SIGINT');
  expect(await program.result).toMatchObject({ code: 0 });
});

test('the official client talks to a server behind the synthesised template, in both protocol eras', async () => {
  const program = new Program(spawnDev(directory, [
    'dev', '--cdk-out', assembly(directory), '--port', '0', '--json', '--command', `node ${join(fixture('mcp-server'), 'server.js')}`,
  ]));
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
