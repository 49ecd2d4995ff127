import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A TCP port on which a process listens. */
export interface Listening {
  readonly address: string;
  readonly port: number;
}

/** The state LISTEN in `/proc/net/tcp`. */
const LISTEN = '0A';

/** Where the processes of a group listen, by Linux' `/proc`; nothing on other systems. */
export function listeningOf(group: number): Listening[] {
  try {
    const sockets = new Set(processesOf(group).flatMap(socketsOf));
    return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(readTable).filter(({ inode }) => sockets.has(inode));
  } catch {
    return [];
  }
}

function processesOf(group: number): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && groupOf(pid) === group);
}

/** The command's name is in parentheses and may contain some; state, parent and group follow it. */
function groupOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
  } catch {
    return undefined; // It has ended since.
  }
}

function socketsOf(pid: string): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return []; // Closed since.
    }
  });
}

function readTable(file: string): (Listening & { inode: string })[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => line.trim().split(/\s+/)).filter((columns) => columns[3] === LISTEN).map((columns) => {
    const [address, port] = columns[1].split(':');
    return { address: readable(address), port: parseInt(port, 16), inode: columns[9] };
  });
}

/** Four bytes in the order of the machine, which is little-endian wherever this runs; or IPv6, which is not spelled out. */
function readable(hex: string): string {
  return hex.length === 8 ? [6, 4, 2, 0].map((at) => parseInt(hex.slice(at, at + 2), 16)).join('.') : '[IPv6]';
}
