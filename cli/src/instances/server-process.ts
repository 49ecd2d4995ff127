import { ChildProcess, spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Ending, EndReason } from './ending';
import { Guardian } from './guardian';
import { readLines } from './lines';
import { groupGone, signalGroup } from './process-group';
import { StartCommand } from './start-command';
import { StartError } from './start-error';
import { Excerpt } from '../terminal/excerpt';

/**
 * Waits for a line on descriptor 3 before it becomes the server. The line is sent when the guardian
 * knows the group; if this process dies before that, the shell reads the end of the pipe and ends.
 */
const GATE = 'read -r go <&3 && exec "$@" 3<&-';

/** How long a process may take to end by itself. */
const GRACE_MS = 2_000;

/** A process that has ended may leave its output open to one that left its group. */
const DRAIN_MS = 500;

/** Takes each line that the process prints. */
export type OnLine = (stream: 'stdout' | 'stderr', line: string) => void;

/** A running server with all its descendants: one process group. */
export class ServerProcess {
  /** Starts the command; it does not run before the guardian would end it. */
  public static async start(command: StartCommand, env: Record<string, string>, guardian: Guardian, onLine: OnLine): Promise<ServerProcess> {
    const windows = process.platform === 'win32';
    const [file, args] = windows ? [command.file, command.args] : ['/bin/sh', ['-c', GATE, 'sh', command.file, ...command.args]];
    const child = spawn(file, args, { cwd: command.cwd, env, detached: !windows, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    if (child.pid === undefined) {
      const error = await new Promise<Error>((resolve) => child.once('error', resolve));
      throw new StartError(`"${command.title}" was not started: ${error.message}`);
    }
    const started = new ServerProcess(child, child.pid, onLine);
    const gate = child.stdio[3] as Writable;
    gate.on('error', () => {});
    try {
      await guardian.add(child.pid);
    } catch {
      gate.destroy();
      throw new StartError(`"${command.title}" was not started: the process that would end it if this one is killed is gone. Start \`dev\` again`);
    }
    gate.end('go\n');
    void started.ended.then(() => guardian.drop(started.pid));
    return started;
  }

  /** Resolves when no process of the group is left and all output was read. */
  readonly ended: Promise<Ending>;
  readonly printed = new Excerpt();
  /** Set as soon as it is told to end. */
  private told: Pick<Ending, 'reason' | 'verdict'> | undefined;

  private constructor(child: ChildProcess, readonly pid: number, onLine: OnLine) {
    const keep = (stream: 'stdout' | 'stderr') => (line: string) => {
      this.printed.add(line);
      onLine(stream, line);
    };
    readLines(child.stdout as Readable, keep('stdout'));
    readLines(child.stderr as Readable, keep('stderr'));
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    this.ended = new Promise((resolve, reject) => {
      child.once('exit', (code, signal) => {
        this.cleanUp(closed).then(() => resolve({ code, signal, expected: this.told !== undefined, ...this.told }), reject);
      });
    });
  }

  /** True from the moment at which it is told to end. */
  get ending(): boolean {
    return this.told !== undefined;
  }

  /** Ends the whole group: asked first, by force when the time is over. */
  async stop(reason?: EndReason): Promise<void> {
    if (!this.told) {
      this.told = { reason };
      signalGroup(this.pid, 'SIGTERM');
      const timer = setTimeout(() => this.kill(), GRACE_MS);
      await this.ended;
      clearTimeout(timer);
    }
    await this.ended;
  }

  /** Ends the whole group at once, as Lambda does with an environment. */
  kill(reason?: EndReason, verdict?: string): void {
    this.told ??= { reason, verdict };
    signalGroup(this.pid, 'SIGKILL');
  }

  /** The leader has ended; what it started goes with it. */
  private async cleanUp(closed: Promise<void>): Promise<void> {
    if (this.told) {
      await groupGone(this.pid, GRACE_MS);
    }
    signalGroup(this.pid, 'SIGKILL');
    await Promise.race([closed, delay(DRAIN_MS, undefined, { ref: false })]);
  }
}
