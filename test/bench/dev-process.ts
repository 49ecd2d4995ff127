import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './workspace';
import { Program } from '../../cli/test/commands/running-program';

const COMMAND = join(ROOT, 'cli/bin/mcp-lambda');

/** Starts the compiled `mcp-lambda dev` on an assembly, as users do, with its events as JSON lines. */
export function startDev(assembly: string): Program {
  const args = [COMMAND, 'dev', '--cdk-out', assembly, '--port', '0', '--json'];
  return new Program(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Ends it, and returns when it has ended. */
export async function endDev({ child, result }: Program): Promise<void> {
  child.kill('SIGINT');
  await result;
}

/** The resident memory of one process in MB (10^6 bytes), without that of its children. */
export async function residentMegabytes(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1024 / 1e6;
}
