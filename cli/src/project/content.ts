import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

/** Larger files are told apart by size and time alone. */
const MAX_READ_BYTES = 16 * 1024 * 1024;

/** Stands for what is in a file, so that one that is written again as it was counts as unchanged. */
export async function contentOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return size > MAX_READ_BYTES ? `${size} ${mtimeMs}` : createHash('sha1').update(await readFile(path)).digest('base64');
  } catch {
    return 'none';
  }
}
