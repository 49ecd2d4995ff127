import { readdirSync, readlinkSync } from 'node:fs';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { clientOptions } from './account';
import type { Ministack } from '../tools/ministack';

/** All lines of a log group. */
export async function logLines(endpoint: string, logGroupName: string): Promise<string[]> {
  const { events = [] } = await new CloudWatchLogsClient(clientOptions(endpoint)).send(new FilterLogEventsCommand({ logGroupName }));
  return events.flatMap(({ message = '' }) => message.split('\n'));
}

/** The ids of all processes of functions: adapters, servers and what starts them. Linux tells; elsewhere there seem to be none. */
export function functionProcesses({ directory }: Pick<Ministack, 'directory'>): number[] {
  try {
    return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && workingDirectory(pid).startsWith(`${directory}/`)).map(Number);
  } catch {
    return [];
  }
}

/** Functions run in the directory of their code, which ministack keeps in its own. */
function workingDirectory(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return ''; // It has ended since, or is somebody else's.
  }
}
