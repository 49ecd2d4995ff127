import { spawn } from 'node:child_process';
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

/** Waits until no process of the group is left; false if some are after that time. */
export async function groupGone(leader: number, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (signalGroup(leader, 0)) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

/** Untried: Windows has no process groups; taskkill ends a process with its descendants, and only by force. */
function signalTree(leader: number, signal: NodeJS.Signals | 0): boolean {
  if (signal !== 0) {
    spawn('taskkill', ['/pid', String(leader), '/t', '/f'], { stdio: 'ignore' }).once('error', () => {});
  }
  return false;
}
