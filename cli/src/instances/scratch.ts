import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../errors';

const PREFIX = 'mcp-lambda-dev-';

/** The prefix and what `mkdtemp` puts behind it. */
const NAME = /^mcp-lambda-dev-\w{6}$/;

/** Absolute also where `TMPDIR` is not: the CDK app runs in another directory. */
const parent = () => resolve(tmpdir());

/** A new directory for the assembly and the assets that are served; it ends with `dev`. */
export async function makeScratch(): Promise<string> {
  try {
    return await mkdtemp(join(parent(), PREFIX));
  } catch (error) {
    throw new UserError(`no temporary directory can be made in ${parent()} (${(error as Error).message}): set TMPDIR to a directory that can be written to`);
  }
}

/** Whether the path is of `makeScratch`; nothing else is removed with all that is in it. */
export function isScratch(path: string): boolean {
  return dirname(path) === parent() && NAME.test(basename(path));
}
