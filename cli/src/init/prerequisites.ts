import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CARGO_LAMBDA, UV, UV_OR_PIP } from 'cdk-mcp-lambda/lib/code/building/known-tools';
import { Kind } from './detect/candidate';
import { neutralDirectory } from './neutral-directory';
import { GET_DOCKER } from '../toolkit/deploy-failure';

type Tool = typeof CARGO_LAMBDA;

/** With which images are built; the CDK runs another program where the environment says so. */
function docker(): Tool {
  return { name: process.env.CDK_DOCKER ?? 'Docker', probes: [[process.env.CDK_DOCKER ?? 'docker', '--version']], install: GET_DOCKER };
}

/** What is needed to build a server of this kind and is not here, with how to get it. */
export function missingTools(kind: Kind, directory: string): string[] {
  const tool = toolFor(kind, directory);
  if (tool === undefined || tool.probes.some(works)) return [];
  return [`${tool.name}, with which the server is built: ${tool.install}${kind === 'image' ? '' : ', unless Docker runs here'}`];
}

function toolFor(kind: Kind, directory: string): Tool | undefined {
  switch (kind) {
    case 'cargo': return CARGO_LAMBDA;
    case 'python': return existsSync(join(directory, 'uv.lock')) ? UV : UV_OR_PIP;
    case 'image': return docker();
    default: return undefined;
  }
}

function works([program, ...args]: readonly [string, ...string[]]): boolean {
  try {
    execFileSync(program, args, { cwd: neutralDirectory(), stdio: 'ignore', shell: process.platform === 'win32' });
    return true;
  } catch {
    return false;
  }
}
