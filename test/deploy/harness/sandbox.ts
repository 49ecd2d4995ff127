import { Deferred } from './deferred';
import { FunctionError, ofRequest } from './function-error';
import { LambdaFunction, processEnvironment, startOf } from './lambda-function';
import { Answer, Invocation, RuntimeApi } from './runtime-api';
import { Ending } from '../../../cli/src/instances/ending';
import { Guardian } from '../../../cli/src/instances/guardian';
import { ServerProcess } from '../../../cli/src/instances/server-process';

/** Who has written a line of the log. */
export type Source = 'platform' | 'adapter' | 'server';

export type Log = (source: Source, line: string) => void;

/** What an execution environment is made of. */
export interface SandboxParts {
  readonly fn: LambdaFunction;
  /** The adapter's program. */
  readonly adapter: string;
  readonly guardian: Guardian;
  readonly log: Log;
}

/** The adapter's file in `/opt/extensions`, whose name it must register under. */
const ADAPTER = 'lambda-adapter';

/** How long Lambda lets an environment with extensions shut down. */
const SHUTDOWN_MS = 2_000;

/** One execution environment: the Runtime API, the adapter as an extension, the server as the runtime. */
export class Sandbox {
  static async open(parts: SandboxParts): Promise<Sandbox> {
    return new Sandbox(parts, await RuntimeApi.open([ADAPTER], (line) => parts.log('platform', line)));
  }

  /** Whether it can serve nothing more: a process has ended or given up. */
  isBroken = false;
  private readonly broken = new Deferred<FunctionError>();
  private readonly processes: ServerProcess[] = [];
  private ended = false;

  private constructor(private readonly parts: SandboxParts, private readonly api: RuntimeApi) {
    void api.failed.promise.then(this.broken.resolve);
    void this.broken.promise.then(() => {
      this.isBroken = true;
    });
  }

  /**
   * Starts the processes in Lambda's order. Resolves when both wait for an event, which ends the init,
   * or with the error that came first.
   */
  async start(): Promise<FunctionError | undefined> {
    return Promise.race([this.startBoth(), this.broken.promise]);
  }

  async invoke(invocation: Invocation): Promise<Answer> {
    return Promise.race([
      this.api.invoke(invocation),
      this.broken.promise.then((error) => ({ error: ofRequest(error, invocation.requestId) })),
    ]);
  }

  /** Ends it in good order, as when no more requests come: extensions are told, the runtime is asked. */
  async shutdown(): Promise<void> {
    this.api.extensions.shutdown('spindown', Date.now() + SHUTDOWN_MS);
    const [, ...servers] = this.processes;
    await Promise.all(servers.map(async (server) => server.stop()));
    await this.kill();
  }

  /** Ends it at once, as Lambda does when time is up. */
  async kill(): Promise<void> {
    this.ended = true;
    // Who still waits for it must not wait on.
    this.broken.resolve({ errorType: 'Sandbox.Ended', errorMessage: 'The environment was ended' });
    this.processes.forEach((child) => child.kill());
    await Promise.all(this.processes.map(async (child) => child.ended));
    await this.api.close();
  }

  private async startBoth(): Promise<undefined> {
    const { fn, adapter } = this.parts;
    const server = startOf(fn);
    await this.spawn('adapter', adapter, [], extensionError);
    await this.api.extensions.registered.promise;
    await this.spawn('server', server.file, server.args, runtimeError);
    await Promise.all([this.api.extensions.ready.promise, this.api.ready.promise]);
  }

  private async spawn(source: 'adapter' | 'server', file: string, args: readonly string[], errorOf: (ending: Ending) => FunctionError): Promise<void> {
    if (this.ended) return;
    const { fn, guardian, log } = this.parts;
    const command = { file, args, cwd: fn.codeDirectory, title: source };
    const child = await ServerProcess.start(command, processEnvironment(fn, this.api.authority), guardian, (_, line) => log(source, line));
    this.processes.push(child);
    void child.ended.then((ending) => {
      if (!ending.expected) this.broken.resolve(errorOf(ending));
    });
    if (this.ended) {
      child.kill();
      await child.ended;
    }
  }
}

function runtimeError(ending: Ending): FunctionError {
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: ending.code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${howItEnded(ending)}`,
  };
}

function extensionError(ending: Ending): FunctionError {
  return { errorType: 'Extension.Crash', errorMessage: `${ADAPTER}: ${howItEnded(ending)}` };
}

function howItEnded({ code, signal }: Ending): string {
  return signal ? `signal: ${signal === 'SIGKILL' ? 'killed' : signal}` : `exit status ${code}`;
}
