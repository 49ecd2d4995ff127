import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { cached } from './cache';

const VERSION = '2.3.1';

const PACKAGE_JSON = 'node_modules/@modelcontextprotocol/server-legacy/package.json';

/** Where the official SDK's old transport is, which it keeps in a package of its own: a directory of modules. */
export async function legacySse(): Promise<string> {
  const file = await cached({
    key: `server-legacy-${VERSION}`,
    file: PACKAGE_JSON,
    make: async (directory) => {
      await mkdir(directory, { recursive: true });
      await writeFile(`${directory}/package.json`, '{"private":true}');
      const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', `@modelcontextprotocol/server-legacy@${VERSION}`];
      await promisify(execFile)('npm', args, { cwd: directory });
    },
  });
  return dirname(dirname(dirname(file)));
}
