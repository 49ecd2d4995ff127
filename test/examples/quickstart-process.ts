import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SERVER = join(__dirname, '..', '..', 'examples', 'quickstart', 'server.ts');

/** The quickstart's server as a process of its own, on a free port. */
export interface QuickstartProcess {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts the server as the Lambda Web Adapter finds it: with its port and settings in the environment. */
export async function startQuickstart(environment: NodeJS.ProcessEnv = {}): Promise<QuickstartProcess> {
  const server = spawn(process.execPath, ['--import', 'tsx', SERVER], {
    env: { ...process.env, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface({ input: server.stdout }), 'line') as [string];
  return { process: server, url: line.replace('Listening on ', '') };
}
