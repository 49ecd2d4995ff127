import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';

/** How large what is uploaded is. */
export interface Measured {
  readonly files: number;
  /** As it lies in Lambda, which allows 250 MB with layers. */
  readonly unpackedBytes: number;
  /** As it is uploaded, within a percent: tools compress a little differently. */
  readonly zipBytes: number;
  /** What weighs most: packages, directories and files, the largest first. */
  readonly largest: readonly Part[];
}

/** A file or a directory of what is uploaded. */
export interface Part {
  /** Relative, with slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** What a file costs in an archive beside its content: two headers, and its name in each. */
const ENTRY_BYTES = 30 + 46;

const LISTED = 5;

/** Measures a directory as it would be uploaded. */
export async function measure(directory: string): Promise<Measured> {
  const parts = new Map<string, number>();
  let [files, unpackedBytes, zipBytes] = [0, 0, 22];
  for (const path of await filesOf(directory)) {
    const { size, isLink } = await facts(join(directory, path));
    files++;
    unpackedBytes += size;
    zipBytes += ENTRY_BYTES + 2 * Buffer.byteLength(path) + (isLink ? size : await deflated(join(directory, path)));
    const part = partOf(path);
    parts.set(part, (parts.get(part) ?? 0) + size);
  }
  const largest = [...parts].map(([path, bytes]) => ({ path, bytes })).sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
  return { files, unpackedBytes, zipBytes, largest: largest.slice(0, LISTED) };
}

async function facts(path: string): Promise<{ size: number; isLink: boolean }> {
  const stat = await lstat(path);
  return { size: stat.size, isLink: stat.isSymbolicLink() };
}

async function filesOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1).replaceAll('\\', '/'))
    .sort();
}

/** A package of `node_modules`, else the first name of the path. */
function partOf(path: string): string {
  return /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path.split('/')[0];
}

async function deflated(file: string): Promise<number> {
  let bytes = 0;
  await pipeline(createReadStream(file), createDeflateRaw(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) bytes += chunk.length;
  });
  return bytes;
}
