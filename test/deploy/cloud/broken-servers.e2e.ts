import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import { accountResources } from './account-resources';
import { fitForMinistack } from './assembly';
import { type Cloud, describeDeployed, startCloud } from './cloud';
import { deploy, type StackOutputs } from './deployment';
import { logLines } from './function-instances';
import { fetchThrough } from './mcp-client';
import { McpAuth, McpLambdaServer, McpServerCode } from '../../../src';

jest.setTimeout(300_000);

/** Servers that fail on Lambda, each for a reason of its own. */
const SERVERS = {
  Elsewhere: 'require("node:http").createServer((_, response) => response.end()).listen(0, "127.0.0.1");',
  Crashing: 'console.error("DATABASE_URL is not set"); process.exit(3);',
  Slow: 'setTimeout(() => require("node:http").createServer((_, response) => response.end()).listen(process.env.PORT), 60_000);',
};

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } },
};

/** A directory for each server, with the server in it. */
function writeServers(directory: string): Record<string, string> {
  const directories = Object.entries(SERVERS).map(([name, source]) => {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'server.cjs'), source);
    return [name, join(directory, name)];
  });
  const localhostOnly = join(directory, 'LocalhostOnly');
  buildSync({
    entryPoints: [join(__dirname, 'servers', 'localhost-only.ts')],
    outfile: join(localhostOnly, 'server.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return { ...Object.fromEntries(directories), LocalhostOnly: localhostOnly };
}

function synthesiseServers({ directory, environment }: Cloud): string {
  const app = new App({ outdir: join(directory, 'cdk.out') });
  const stack = new Stack(app, 'Broken');
  for (const [name, code] of Object.entries(writeServers(directory))) {
    new McpLambdaServer(stack, name, { code: McpServerCode.nodejs(code, { entry: 'server.cjs' }), auth: McpAuth.none() });
  }
  const assembly = app.synth().directory;
  fitForMinistack(assembly, environment);
  return assembly;
}

describeDeployed('a server that fails on Lambda', (installed) => {
  let cloud: Cloud;
  let outputs: StackOutputs;

  beforeAll(async () => {
    cloud = await startCloud(installed);
    outputs = await deploy(synthesiseServers(cloud), cloud);
  });

  afterAll(() => cloud?.stop());

  /** Calls a server as a client begins. */
  async function call(server: string) {
    const [name] = Object.keys(outputs).filter((output) => output.startsWith(`${server}McpEndpoint`));
    const response = await fetchThrough(cloud.ministack.port)(outputs[name], {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept': 'application/json, text/event-stream' },
      body: JSON.stringify(INITIALIZE),
    });
    return { status: response.status, body: await response.text() };
  }

  async function logOf(server: string): Promise<string[]> {
    const groups = (await accountResources(cloud.endpoint)).filter((resource) => resource.includes(`/${server}LogGroup`));
    return logLines(cloud.endpoint, groups[0].split(' ')[1]);
  }

  test('by the default of its SDK, which refuses public hosts, answers with its 403', async () => {
    expect(await call('LocalhostOnly')).toEqual({ status: 403, body: expect.stringMatching(/Invalid Host: \w+\.execute-api\.us-east-1\.amazonaws\.com/) });
  });

  test('by its port is named in the log with the port that it has and the one that it should have', async () => {
    expect(await call('Elsewhere')).toMatchObject({ status: 502 });
    expect(await logOf('Elsewhere')).toContainEqual(
      expect.stringMatching(/init failed: within 9 s, the server listens elsewhere: got 127\.0\.0\.1:\d+, expected 127\.0\.0\.1:\d+, the port in PORT$/),
    );
  });

  test('by a crash at its start is named in the log with its exit code and what it has said', async () => {
    expect(await call('Crashing')).toMatchObject({ status: 502 });
    expect(await logOf('Crashing')).toContainEqual(
      expect.stringMatching(/init failed: the server exited with code 3 before it listened on port \d+; its last output: DATABASE_URL is not set$/),
    );
  });

  test('by a start that is longer than the init phase is ended, and the log says so', async () => {
    const started = Date.now();
    expect(await call('Slow')).toMatchObject({ status: 502 });
    expect(Date.now() - started).toBeGreaterThan(8_000);
    expect(await logOf('Slow')).toContainEqual(expect.stringMatching(/init failed: within 9 s, the server never listened: expected 127\.0\.0\.1:\d+, the port in PORT$/));
  });
});
