import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { App, AssetStaging, Stack } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { imageDirectory } from '../../../test/support';
import { fixture } from '../served-server';

const MAIN = join(__dirname, '../../src/main.ts');

/** Makes Node understand TypeScript. */
export const TSX = require.resolve('tsx/cjs');

/** Runs the command line. */
export function spawnDev(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  return spawn(process.execPath, ['-r', TSX, MAIN, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What a process has written, and how it ended. */
export interface Printed {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Reads a process's output to its end; `onText` gets what it has written to stdout so far. */
export async function printedBy(child: ChildProcess, onText: (out: string) => void = () => {}): Promise<Printed> {
  let [out, err] = ['', ''];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => { onText(out += text); });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => { err += text; });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** An assembly in the directory with one MCP server, which is a container image. */
export function imageAssembly(directory: string): string {
  const app = new App({ outdir: join(directory, 'cdk.out'), context: { 'aws:cdk:enable-path-metadata': true } });
  new McpLambdaServer(new Stack(app, 'Demo'), 'Server', { code: McpServerCode.image(imageDirectory()), auth: McpAuth.none() });
  return app.synth().directory;
}

/** An assembly in the directory with one MCP server, whose asset is the code; `port` is the one that the template names. */
export function assembly(directory: string, code = fixture('mcp-server'), { path = '/mcp', port }: { path?: string; port?: number } = {}): string {
  const outdir = join(directory, 'cdk.out');
  // The same directory may hold other code by now.
  AssetStaging.clearAssetHashCache();
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  new McpLambdaServer(new Stack(app, 'Demo'), 'Server', {
    code: McpServerCode.nodejs(code, { entry: 'server.js', port }),
    endpoint: McpEndpoint.httpApi({ path }),
    auth: McpAuth.none(),
  });
  app.synth();
  return outdir;
}
