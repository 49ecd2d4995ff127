import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import { endPrograms, Program } from '../../cli/test/commands/running-program';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../src';
import { directoryOf } from '../support';

const MCP_LAMBDA = join(__dirname, '../../cli/bin/mcp-lambda');

/** Where a client can call the server. */
export interface Door {
  readonly name: string;
  /** Whether an answer goes on while it is made, and for longer than 30 seconds. */
  readonly streams: boolean;
  /** Opens it, and resolves with the MCP URL. */
  readonly open: () => Promise<string>;
}

/** A door that is open. */
export interface Reached extends Pick<Door, 'streams'> {
  /** The MCP URL. */
  readonly url: string;
}

const minutes = Duration.minutes(5);

/** No door, to compare with, and each door of `mcp-lambda dev`. */
export const DOORS: readonly Door[] = [
  { name: 'the server itself', streams: true, open: alone },
  { name: 'a REST API', streams: true, open: async () => served(McpEndpoint.restApi(), minutes) },
  { name: 'a function URL', streams: true, open: async () => served(McpEndpoint.functionUrl(), minutes) },
  { name: 'an HTTP API', streams: false, open: async () => served(McpEndpoint.httpApi()) },
];

const ended: Array<() => Promise<unknown>> = [endPrograms];

/** Closes all doors. */
export async function closeDoors(): Promise<void> {
  await Promise.all(ended.map(async (end) => end()));
}

async function alone(): Promise<string> {
  const server = spawn(process.execPath, [join(bundled(), 'server.cjs')], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(server, 'exit');
  ended.push(async () => {
    server.kill();
    await gone;
  });
  const [line] = await once(createInterface({ input: server.stdout }), 'line') as [string];
  return line.replace('Listening on ', '');
}

async function served(endpoint: McpEndpoint, timeout?: Duration): Promise<string> {
  const app = new App({ outdir: directoryOf({}), context: { 'aws:cdk:enable-path-metadata': true } });
  const code = McpServerCode.nodejs(bundled(), { entry: 'server.cjs' });
  new McpLambdaServer(new Stack(app, 'Acceptance'), 'Server', { code, endpoint, auth: McpAuth.none(), timeout });
  const { directory } = app.synth();
  const args = [MCP_LAMBDA, 'dev', '--cdk-out', directory, '--port', '0', '--json'];
  const { url } = await new Program(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })).ready();
  return url;
}

/** The directory of the bundled `server.cjs`. */
function bundled(): string {
  const directory = directoryOf({});
  buildSync({
    entryPoints: [join(__dirname, 'server.ts')],
    outfile: join(directory, 'server.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  return directory;
}
