import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What a process holds, as Linux tells it. */
export interface Holdings {
  /** TCP connections that are not closed yet on this side. */
  readonly connections: number;
  /** Everything else that is open: files, pipes, listening sockets, what the event loop needs. */
  readonly files: number;
  /** The processes that it has started. */
  readonly children: readonly number[];
}

const LISTENING = '0A';

/** What the process holds now. */
export function holdingsOf(pid: number): Holdings {
  const descriptors = readdirSync(`/proc/${pid}/fd`).flatMap((name) => target(`/proc/${pid}/fd/${name}`) ?? []);
  const connected = connectedSockets(pid);
  const connections = descriptors.filter((name) => connected.has(name)).length;
  return { connections, files: descriptors.length - connections, children: childrenOf(pid) };
}

/** The memory of the process that is not swapped out, in MB; 0 where it has ended. */
export function residentMb(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(statusOf(pid)) ?? [];
  return Number(kilobytes) / 1024;
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'latin1');
  } catch {
    return '';
  }
}

/** A descriptor may be closed between the listing and this. */
function target(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function connectedSockets(pid: number): Set<string> {
  const lines = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'latin1').trim().split('\n').slice(1));
  // sl local remote state queues timer retransmits uid timeout inode
  const sockets = lines.map((line) => line.trim().split(/\s+/)).filter(([, , , state]) => state !== LISTENING);
  return new Set(sockets.map((fields) => `socket:[${fields[9]}]`));
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(/\s+/).filter(Boolean).map(Number);
}
