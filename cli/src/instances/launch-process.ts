import { Guardian } from './guardian';
import { ServerProcess } from './server-process';
import { StartCommand } from './start-command';
import { Report } from '../terminal/events';

/** A process to be started for an instance. */
export interface ProcessLaunch {
  readonly command: StartCommand;
  readonly env: Record<string, string>;
  readonly guardian: Guardian;
  /** The instance's number. */
  readonly number: number;
  /** The port that it is told. */
  readonly port: number;
  /** The logical id of its function, where that is another one than the server's. */
  readonly function?: string;
  readonly report: Report;
  /** Gives back what the process has of this one: called once, when it has ended or was not started. */
  readonly release: () => void;
}

/** Starts the process; its lines, its start and its end are reported. */
export async function launchProcess(launch: ProcessLaunch): Promise<ServerProcess> {
  const { command, env, guardian, number, port, function: other, report, release } = launch;
  const server = await ServerProcess
    .start(command, env, guardian, (stream, line) => report({ event: 'output', instance: number, stream, line }))
    .catch((error: unknown) => {
      release();
      throw error;
    });
  const { pid } = server;
  report({ event: 'instance-started', instance: number, pid, port, ...other === undefined ? {} : { function: other } });
  void server.ended.then(({ code, signal, expected, reason }) => {
    release();
    report({ event: 'instance-ended', instance: number, pid, code, signal, expected, ...reason ? { reason } : {} });
  });
  return server;
}
