import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import { Program } from '../../cli/test/commands/running-program';
import { McpAuth, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpServerCode } from '../../src';
import { directoryOf } from '../support';

export const MCP_LAMBDA = join(__dirname, '../../cli/bin/mcp-lambda');

/** Where a client can call the server. */
export interface Door {
  readonly name: string;
  /** Whether an answer goes on while it is made, and for longer than 30 seconds. */
  readonly streams: boolean;
  readonly open: () => Promise<OpenDoor>;
}

/** A door that is open. */
export interface OpenDoor {
  /** The MCP URL. */
  readonly url: string;
  /** Ends what stands behind it too. */
  readonly close: () => Promise<unknown>;
}

/** What is checked: the MCP URL, and what is to be expected there. */
export type Reached = Pick<Door, 'streams'> & Pick<OpenDoor, 'url'>;

/** How the server stands behind a door. */
export type ServerProps = Pick<McpLambdaServerProps, 'endpoint' | 'timeout'>;

const minutes = Duration.minutes(5);

export const REST_API: ServerProps = { endpoint: McpEndpoint.restApi(), timeout: minutes };
export const FUNCTION_URL: ServerProps = { endpoint: McpEndpoint.functionUrl(), timeout: minutes };
export const HTTP_API: ServerProps = { endpoint: McpEndpoint.httpApi() };

/** The server itself, to compare with. */
export const NO_DOOR: Door = { name: 'the server itself', streams: true, open: alone };

/** Each door of `mcp-lambda dev`. */
export const DEV_DOORS: readonly Door[] = [
  { name: 'a REST API', streams: true, open: async () => served(REST_API) },
  { name: 'a function URL', streams: true, open: async () => served(FUNCTION_URL) },
  { name: 'an HTTP API', streams: false, open: async () => served(HTTP_API) },
];

/** The server behind a door. */
export function serverProps(props: ServerProps): McpLambdaServerProps {
  return { ...props, code: McpServerCode.nodejs(bundledServer(), { entry: 'server.cjs' }), auth: McpAuth.none() };
}

async function alone(): Promise<OpenDoor> {
  const server = spawn(process.execPath, [join(bundledServer(), 'server.cjs')], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(server, 'exit');
  const [line] = await once(createInterface({ input: server.stdout }), 'line') as [string];
  return {
    url: line.replace('Listening on ', ''),
    close: async () => {
      server.kill();
      await gone;
    },
  };
}

async function served(props: ServerProps): Promise<OpenDoor> {
  const app = new App({ outdir: directoryOf({}), context: { 'aws:cdk:enable-path-metadata': true } });
  new McpLambdaServer(new Stack(app, 'Acceptance'), 'Server', serverProps(props));
  const { directory } = app.synth();
  const args = [MCP_LAMBDA, 'dev', '--cdk-out', directory, '--port', '0', '--json'];
  const program = new Program(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  const { url } = await program.ready();
  return {
    url,
    close: async () => {
      program.child.kill('SIGTERM');
      await program.result;
    },
  };
}

/** The directory of the bundled `server.cjs`. */
export function bundledServer(): string {
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
