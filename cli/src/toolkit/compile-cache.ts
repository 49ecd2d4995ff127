import { lstatSync, mkdirSync, statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Imported before all else in a process that loads much: from Node 22 on what is compiled once is kept, and loading the Toolkit
 * Library takes a third less. Older ones do not have it. What lies there is run: so it is not where Node keeps it by itself, among
 * temporary files, which others of this machine could have put there first.
 */
const { enableCompileCache: enable } = nodeModule as { readonly enableCompileCache?: (directory?: string) => unknown };

/** The directory for what can be made anew, as this system has it. */
function cacheHome(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), '.cache');
}

/** A directory into which nobody else can write, nor put another one in its place; undefined where there is none. */
function ownDirectory(): string | undefined {
  try {
    const home = cacheHome();
    const parent = join(home, 'mcp-lambda');
    const directory = join(parent, 'compiled');
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return isOwn(parent) && isOwn(directory) && keepsNames(home) ? directory : undefined;
  } catch {
    // Without a home directory, or with a full disk, it is compiled each time.
    return undefined;
  }
}

/* eslint-disable no-bitwise -- of a mode, each bit is a right */

function isOwn(directory: string): boolean {
  const found = lstatSync(directory);
  const { uid, mode } = found;
  return found.isDirectory() && (process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0));
}

/** Whether not everybody can give another name to what is in it. */
function keepsNames(directory: string): boolean {
  const { mode } = statSync(directory);
  return process.getuid === undefined || (mode & 0o002) === 0 || (mode & 0o1000) !== 0;
}

/* eslint-enable no-bitwise */

if (enable && !process.env.NODE_COMPILE_CACHE) {
  const directory = ownDirectory();
  if (directory !== undefined) enable(directory);
}
