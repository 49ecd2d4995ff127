import { dirname } from 'node:path';
import { cachedPath } from '../deploy/tools/cache';
import { InstalledPython, pythonVenvSync } from '../deploy/tools/python-venv';

/** Zig links for both processors; uv installs for both. */
const PACKAGES = ['cargo-lambda==1.9.2', 'ziglang==0.17.1', 'uv==0.13.9'];

/** The directory of the programs, or why there is none; for a test's file, which may skip then. */
export function installTools(): { readonly programs: string } | { readonly error: string } {
  const installed: InstalledPython = pythonVenvSync(PACKAGES);
  return 'error' in installed ? installed : { programs: dirname(installed.python) };
}

/** What cargo has compiled, which serves the next run too. */
export const TARGET = dirname(cachedPath({ key: 'build-target', file: '.here' }));
