import { execFile, spawnSync } from 'node:child_process';
import * as nodeModule from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { cached } from './cache';

/** With what the oldest version that is supported does not have. */
const VERSION = '24.21.0';

/** The executable, or why there is none. */
export type InstalledNode = { readonly node: string } | { readonly error: string };

/** A Node.js that keeps what it has compiled: this one, or one that npm installs once on a machine, while a module loads. */
export function newerNodeSync(): InstalledNode {
  if ('enableCompileCache' in nodeModule) return { node: process.execPath };
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['--import', 'tsx', __filename], { cwd: resolve(__dirname, '../../..'), encoding: 'utf8' });
  return status === 0 ? { node: stdout.trim() } : { error: error?.message ?? stderr.trim() };
}

async function install(): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  return cached({
    key: `${name}-${VERSION}`,
    file: join('node_modules', name, 'bin', 'node'),
    make: async (directory) => {
      await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', directory, `${name}@${VERSION}`]);
    },
  });
}

if (require.main === module) {
  install().then((path) => console.log(path), (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
