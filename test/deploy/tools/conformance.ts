import { execFile, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { cached } from './cache';

const run = promisify(execFile);

/** Pinned: what it asks must not change under the tests. */
const VERSION = '0.1.16';

/** It needs a later Node than this project does: this one comes as a package with the binary in it. */
const NODE_VERSION = '24.21.0';
const NODE_PACKAGE = `node-linux-${process.arch}`;

const COMMAND = 'node_modules/@modelcontextprotocol/conformance/dist/index.js';

/** Node and the file that it is to run, absolute. */
export interface Conformance {
  readonly node: string;
  readonly command: string;
}

/** The MCP project's conformance suite, or why there is none. */
export type InstalledConformance = Conformance | { readonly error: string };

/** Installed once on a machine, and then found. */
export async function conformance(): Promise<Conformance> {
  const command = await cached({
    key: `conformance-${VERSION}-node-${NODE_VERSION}-${process.arch}`,
    file: COMMAND,
    make: async (directory) => {
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, 'package.json'), '{"private":true}');
      const packages = [`@modelcontextprotocol/conformance@${VERSION}`, `${NODE_PACKAGE}@${NODE_VERSION}`];
      await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], { cwd: directory });
    },
  });
  return { command, node: join(dirname(command), '../../..', NODE_PACKAGE, 'bin/node') };
}

/** The same while a module loads, where nothing can be awaited: so a test can be skipped, and say why. */
export function conformanceSync(): InstalledConformance {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['--import', 'tsx', __filename], {
    cwd: resolve(__dirname, '../../..'),
    encoding: 'utf8',
  });
  return status === 0 ? JSON.parse(stdout) as Conformance : { error: error?.message ?? stderr.trim() };
}

if (require.main === module) {
  conformance().then((installed) => console.log(JSON.stringify(installed)), (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
