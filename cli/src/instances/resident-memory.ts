import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { groupOf } from './process-group';

/** Tells how many MB the processes of each group hold; exact only above the limit, where it matters. */
export type MemoryReader = (groups: readonly number[], limitMb: number) => Promise<ReadonlyMap<number, number>>;

/** How this system tells it; undefined where it is not known how: on Windows nobody looks. */
export function memoryReader(): MemoryReader | undefined {
  switch (process.platform) {
    case 'linux': return linuxReader();
    case 'darwin': return readFromPs;
    default: return undefined;
  }
}

/** Remembers the groups of processes, so that a look reads of old ones no more than their memory. */
function linuxReader(): MemoryReader {
  let known = new Map<string, number | undefined>();
  return async (groups, limitMb) => {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    known = new Map(await Promise.all(pids.map(async (pid) => [pid, known.get(pid) ?? await groupOf(pid)] as const)));
    return new Map(await Promise.all(groups.map(async (group) => {
      const members = pids.filter((pid) => known.get(pid) === group);
      const resident = await sum(members, 'status', 'VmRSS');
      // Pages that processes share are in the resident memory of each, and only once in this.
      const kB = resident > limitMb * 1024 ? await sum(members, 'smaps_rollup', 'Pss') : resident;
      return [group, Math.ceil(kB / 1024)] as const;
    })));
  };
}

/** The sum of a field in kB of a file that every process has in `/proc`. */
async function sum(pids: readonly string[], file: string, field: string): Promise<number> {
  const pattern = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm');
  const values = await Promise.all(pids.map(async (pid) => {
    // A process may have ended meanwhile, and one that has just ended has no memory.
    const text = await readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => '');
    return Number(pattern.exec(text)?.[1] ?? 0);
  }));
  return values.reduce((total, value) => total + value, 0);
}

/** Untried: macOS tells the resident memory alone, so that shared pages count for each process. */
async function readFromPs(groups: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pgid=,rss=']).catch(() => ({ stdout: '' }));
  const rows = stdout.trim().split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  return new Map(groups.map((group) => {
    const kB = rows.reduce((total, [pgid, rss]) => (pgid === group ? total + rss : total), 0);
    return [group, Math.ceil(kB / 1024)];
  }));
}
