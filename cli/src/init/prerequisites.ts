import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CARGO_LAMBDA, UV, UV_OR_PIP } from 'cdk-mcp-lambda/lib/code/building/known-tools';
import { Kind } from './detect/candidate';
import { neutralDirectory } from './neutral-directory';

/** What is needed to build a server of this kind and is not here, with how to get it. */
export function missingTools(kind: Kind, directory: string): string[] {
  const tool = kind === 'cargo' ? CARGO_LAMBDA : kind === 'python' ? existsSync(join(directory, 'uv.lock')) ? UV : UV_OR_PIP : undefined;
  return tool === undefined || tool.probes.some(works) ? [] : [`${tool.name}, with which the server is built: ${tool.install}, unless Docker runs here`];
}

function works([program, ...args]: readonly [string, ...string[]]): boolean {
  try {
    execFileSync(program, args, { cwd: neutralDirectory(), stdio: 'ignore', shell: process.platform === 'win32' });
    return true;
  } catch {
    return false;
  }
}
