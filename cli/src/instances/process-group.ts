import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Sends the signal to every process of the group; false where none is left. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  if (process.platform === 'win32') return signalTree(leader, signal);
  try {
    process.kill(-leader, signal);
    return true;
  } catch {
    // ESRCH, or EPERM on macOS where only a zombie is left.
    return false;
  }
}

/** Waits until no process of the group runs; false if some do after that time. */
export async function groupGone(leader: number, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (await anyRuns(leader)) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

/**
 * The processes of the group that still run, on Linux. Ended ones that nobody has waited for yet are
 * left out: in a container it can take the first process seconds to do that, or forever.
 */
export async function runningMembers(leader: number): Promise<string[]> {
  const processes = await processIds();
  const states = await Promise.all(processes.map(stateOf));
  return processes.filter((_, index) => {
    const { group, state } = states[index];
    return group === leader && state !== 'Z' && state !== 'X';
  });
}

/** All processes, on Linux; none where the list cannot be read now, as without a free file descriptor. */
export async function processIds(): Promise<string[]> {
  return (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
}

/** The group of a process, on Linux; undefined where there is no such process any more. */
export async function groupOf(pid: string): Promise<number | undefined> {
  return (await stateOf(pid)).group;
}

async function stateOf(pid: string): Promise<{ readonly group?: number; readonly state?: string }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  if (stat === '') return {};
  // The name stands in parentheses and may hold anything; state, parent and group follow it.
  const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { group: Number(group), state };
}

async function anyRuns(leader: number): Promise<boolean> {
  if (!signalGroup(leader, 0)) return false;
  return process.platform !== 'linux' || (await runningMembers(leader)).length > 0;
}

/** Untried: Windows has no process groups; taskkill ends a process with its descendants, and only by force. */
function signalTree(leader: number, signal: NodeJS.Signals | 0): boolean {
  if (signal !== 0) {
    spawn('taskkill', ['/pid', String(leader), '/t', '/f'], { stdio: 'ignore' }).once('error', () => {});
  }
  return false;
}
