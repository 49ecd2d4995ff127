import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { groupOf, processIds } from './process-group';

/** Tells how many MB the processes of each group hold; exact only above the limit, where it matters. */
export type MemoryReader = (groups: readonly number[], limitMb: number) => Promise<ReadonlyMap<number, number>>;

/** A process may leave its group, as each that starts one does, and its number may be given to another. */
const REMEMBERED_MS = 2_000;

/** How this system tells it; undefined where it is not known how: on Windows nobody looks. Groups are remembered for so long. */
export function memoryReader(rememberedMs = REMEMBERED_MS): MemoryReader | undefined {
  switch (process.platform) {
    case 'linux': return linuxReader(rememberedMs);
    case 'darwin': return readFromPs;
    default: return undefined;
  }
}

/** Remembers the groups of processes, so that a look reads of old ones no more than their memory. */
function linuxReader(rememberedMs: number): MemoryReader {
  let known = new Map<string, number | undefined>();
  let since = performance.now();
  return async (groups, limitMb) => {
    if (performance.now() - since >= rememberedMs) {
      known.clear();
      since = performance.now();
    }
    const pids = await processIds();
    known = new Map(await Promise.all(pids.map(async (pid) => [pid, known.get(pid) ?? await groupOf(pid)] as const)));
    return new Map(groups.map((group) => {
      const members = pids.filter((pid) => known.get(pid) === group);
      const resident = inKb(members, 'status', 'VmRSS');
      // Pages that processes share are in the resident memory of each. The proportional one has them
      // once, but shares them with other instances too, of which a process in Lambda knows nothing.
      const kB = sum(resident) > limitMb * 1024 ? Math.max(...resident, sum(inKb(members, 'smaps_rollup', 'Pss'))) : sum(resident);
      return [group, Math.ceil(kB / 1024)];
    }));
  };
}

/** A field in kB of a file that each process has in `/proc`. Made of memory, they are read at once in less time than by promises. */
function inKb(pids: readonly string[], file: string, field: string): number[] {
  const pattern = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm');
  return pids.map((pid) => Number(pattern.exec(textOf(`/proc/${pid}/${file}`))?.[1] ?? 0));
}

/** Empty where the process has ended meanwhile; one that has just ended has no memory. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** Untried: macOS tells the resident memory alone, so that shared pages count for each process. */
async function readFromPs(groups: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pgid=,rss=']).catch(() => ({ stdout: '' }));
  const rows = stdout.trim().split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  return new Map(groups.map((group) => {
    return [group, Math.ceil(sum(rows.filter(([pgid]) => pgid === group).map(([, rss]) => rss)) / 1024)];
  }));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
