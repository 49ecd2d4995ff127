import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './compile';

const COMMAND = 'cli/bin/mcp-lambda';
const APP = 'examples/quickstart';
const PATIENCE_MS = 5000;

/** Starts the real `mcp-lambda dev` for the quickstart. */
export function spawnDev(options: string[], stdio: StdioOptions): ChildProcess {
  const dev = spawn(process.execPath, [COMMAND, 'dev', '--app', APP, ...options], {
    cwd: ROOT,
    stdio,
    // A process group of its own: Ctrl-C in a terminal goes to the whole group, and `dev` would get it
    // twice, from the terminal and from here.
    detached: true,
  });
  process.once('exit', () => dev.kill()); // should this process end in a way that was not foreseen
  return dev;
}

/** Ends `dev` as Ctrl-C does, or by force where it does not end: returns when it has ended. */
export async function endDev(dev: ChildProcess): Promise<void> {
  if (hasEnded(dev)) return;
  const ended = once(dev, 'close');
  dev.kill('SIGINT');
  const patience = new AbortController();
  const late = delay(PATIENCE_MS, true, { signal: patience.signal }).catch(() => false);
  if (await Promise.race([ended, late]) === true) {
    killHard(-dev.pid!);
    await ended;
  }
  patience.abort();
}

/** Kills a process, or with a negative number a process group; nothing happens where it has ended. */
export function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
