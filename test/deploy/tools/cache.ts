import { randomUUID } from 'node:crypto';
import { access, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How often a second builder looks whether the first has finished. */
const LOOK_MS = 500;

/** Something that takes minutes to make and that one making serves every run. */
export interface Cached {
  /** The directory's name, with the version in it: another version is another directory. */
  readonly key: string;
  /** A file in the directory that is there when, and only when, the making has succeeded. */
  readonly file: string;
  /** Fills the (empty) directory that it is given; rejects where it cannot. */
  readonly make: (directory: string) => Promise<void>;
}

/** The absolute path of the cached file, whether it is there or not. */
export function cachedPath({ key, file }: Pick<Cached, 'key' | 'file'>): string {
  return join(cacheRoot(), key, file);
}

/**
 * The absolute path of the file, which is made where it is missing. Parallel callers, in this process
 * or another, wait for one making: a second one would only slow both down.
 */
export async function cached(what: Cached): Promise<string> {
  const path = cachedPath(what);
  const directory = join(cacheRoot(), what.key);
  const lock = `${directory}.lock`;
  await mkdir(cacheRoot(), { recursive: true });
  while (!await exists(path)) {
    if (!await takeLock(lock)) {
      await delay(LOOK_MS);
      continue;
    }
    try {
      if (!await exists(path)) {
        await makeAside(what, directory);
      }
    } finally {
      await rm(lock, { force: true });
    }
  }
  return path;
}

function cacheRoot(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk-mcp-lambda');
}

/** What was interrupted halfway must not look finished, so it is made elsewhere and moved as a whole. */
async function makeAside({ key, file, make }: Cached, directory: string): Promise<void> {
  const aside = `${directory}.${randomUUID()}`;
  try {
    await mkdir(dirname(join(aside, file)), { recursive: true });
    await make(aside);
    if (!await exists(join(aside, file))) throw new Error(`${key} was made, but without ${file}`);
    await rm(directory, { recursive: true, force: true });
    await rename(aside, directory);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/**
 * True where the lock is ours now. The lock of a process that is gone is removed; should two do that
 * at once, both make, each aside, and nothing worse happens.
 */
async function takeLock(lock: string): Promise<boolean> {
  const mine = `${lock}.${randomUUID()}`;
  // A link appears together with its content; a file that is created and then written does not.
  await writeFile(mine, String(process.pid));
  try {
    await link(mine, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = Number(await readFile(lock, 'utf8').catch(() => String(process.pid)));
    if (!isAlive(owner)) {
      await rm(lock, { force: true });
    }
    return false;
  } finally {
    await rm(mine, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
