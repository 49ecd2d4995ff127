import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { atMost, Row, row } from '../row';
import { ROOT } from '../workspace';

const SIZE = atMost(400);

/** The tarball that npm would publish. */
export async function packedSize(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
  const [{ size, entryCount }] = JSON.parse(stdout) as [{ size: number; entryCount: number }];
  return [row('packed library', size / 1000, 'kB', SIZE, `${entryCount} files`)];
}
