import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Deed } from './deed';

/** What a crew is told when it starts. */
export interface CrewJob {
  readonly url: string;
  /** The number of its first client. */
  readonly first: number;
  readonly size: number;
  /** Those of all crews. */
  readonly clients: number;
  readonly seed: number;
}

/** What a crew tells. */
export type CrewMessage = { readonly deed: Deed } | { readonly complete: true };

/** A process with some of the clients. */
export interface Crew {
  /** Resolves when all its clients have connected and call; rejects where the process ends before. */
  readonly complete: Promise<void>;
  /** Lets its clients finish what they do, and resolves when the process has ended; rejects where it has failed. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** Starts the process. */
export function startCrew(job: CrewJob, onDeed: (deed: Deed) => void): Crew {
  const child = fork(join(__dirname, 'crew.ts'), [JSON.stringify(job)], {
    execArgv: ['-r', require.resolve('tsx/cjs')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const complete = new Promise<void>((resolve, reject) => {
    child.on('message', (message: CrewMessage) => {
      if ('deed' in message) {
        onDeed(message.deed);
      } else {
        resolve();
      }
    });
    void ended.then(([code]) => reject(failure(code)));
  });
  complete.catch(() => {});
  return {
    complete,
    stop: async () => {
      if (child.connected) child.send('stop');
      const [code] = await ended;
      if (code !== 0) throw failure(code);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

const failure = (code: number | null) => new Error(`a process with clients has ended with ${code ?? 'a signal'}`);
