import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A Node.js that tests run on. */
export interface NodeJs {
  readonly version: string;
  readonly executable: string;
}

export const thisNode = (): NodeJs => ({ version: process.version, executable: process.execPath });

/** The newest in npm's registry, where it is a package with the executable inside. */
export function newestNode(): NodeJs {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-node-'));
  const name = `node-${process.platform}-${process.arch}`;
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', directory, `${name}@latest`], { stdio: 'inherit' });
  const executable = path.join(directory, 'node_modules', name, 'bin', 'node');
  return { version: execFileSync(executable, ['--version'], { encoding: 'utf8' }).trim(), executable };
}
