import { readdir, readFile, readlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { runningMembers } from './process-group';

/** The ports on which the processes of the group listen; undefined where this system does not tell. */
export async function listeningPorts(group: number): Promise<number[] | undefined> {
  if (process.platform !== 'linux') return undefined;
  const members = await runningMembers(group);
  const sockets = new Set((await Promise.all(members.map(socketsOf))).flat());
  const tables = await Promise.all(['tcp', 'tcp6'].map(async (table) => readFile(`/proc/self/net/${table}`, 'latin1').catch(() => '')));
  const ports = tables.flatMap((table) => table.split('\n').slice(1)).flatMap((row) => {
    const columns = row.trim().split(/\s+/);
    const listens = columns[3] === '0A' && sockets.has(columns[9]);
    return listens ? [parseInt(columns[1].split(':')[1], 16)] : [];
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** Those of the ports on which somebody accepts connections. */
export async function openPorts(ports: readonly number[]): Promise<number[]> {
  const open = await Promise.all(ports.map(async (port) => isOpen(port, '127.0.0.1')));
  return ports.filter((_, index) => open[index]);
}

/** Whether somebody accepts connections on the port of `::1`, as a server may that was told to listen on `localhost`. */
export async function listensOnIpv6(port: number): Promise<boolean> {
  return isOpen(port, '::1');
}

async function socketsOf(pid: string): Promise<string[]> {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(files.map(async (file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

async function isOpen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
