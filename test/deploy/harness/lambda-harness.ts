import { randomUUID } from 'node:crypto';
import { FunctionError, ofRequest } from './function-error';
import { functionArn, LambdaFunction, versionOf } from './lambda-function';
import { Answer, Invocation } from './runtime-api';
import { Sandbox, Source } from './sandbox';
import { Spectator } from './streamed-response';
import { OVER_TIME, within } from './within';
import { startGuardian } from '../../../cli/src/instances/guardian';

/** Lambda's own limit of the init phase. */
const INIT_LIMIT_MS = 10_000;

export interface HarnessOptions {
  /** The Lambda Web Adapter's program. */
  readonly adapter: string;
  /** Instead of Lambda's 10 s, for tests of what happens then. */
  readonly initLimitMs?: number;
}

export interface InvokeOptions extends Spectator {
  /** Instead of the function's own timeout. */
  readonly timeoutMs?: number;
}

/** What an invocation has come to. */
export interface InvokeResult extends Answer {
  readonly requestId: string;
  /** Without the init phase. */
  readonly ms: number;
}

/** How an init phase went. */
export type InitStatus = 'success' | 'error' | 'timeout';

/** A line of the function's log. */
export interface LogLine {
  readonly source: Source;
  readonly line: string;
}

/**
 * A Lambda function on this machine, with one environment at a time: the real Lambda Web Adapter and
 * the server, which find Lambda's APIs and its limits. It serves one invocation at a time.
 *
 * Its processes end with `end()`, and with this process, however that ends.
 */
export class LambdaHarness {
  /** All that the platform, the adapter and the server have written, in its order. */
  readonly log: LogLine[] = [];
  private readonly guardian = startGuardian();
  private sandbox?: Sandbox;
  private hadInitPhase = false;
  private busy = false;

  constructor(private readonly fn: LambdaFunction, private readonly options: HarnessOptions) {}

  /** Whether it serves an invocation, of which the caller may have heard the last. */
  get isBusy(): boolean {
    return this.busy;
  }

  /** The lines of one writer, or of all. */
  lines(source?: Source): string[] {
    return this.log.flatMap((entry) => source === undefined || entry.source === source ? [entry.line] : []);
  }

  /**
   * The init phase, which the first invocation begins otherwise. A failure is told only to the log, on
   * Lambda too; it tries again with the first invocation.
   */
  async init(): Promise<InitStatus> {
    this.hadInitPhase = true;
    const limitMs = this.options.initLimitMs ?? INIT_LIMIT_MS;
    const outcome = await within(limitMs, this.open('init'));
    if (outcome !== OVER_TIME) return outcome ? 'error' : 'success';
    this.write(`INIT_REPORT Init Duration: ${limitMs.toFixed(2)} ms\tPhase: init\tStatus: timeout`);
    await this.drop();
    return 'timeout';
  }

  /** Invokes the function with the event and resolves with its whole answer. */
  async invoke(event: object, options: InvokeOptions = {}): Promise<InvokeResult> {
    if (this.busy) throw new Error('an environment serves one invocation at a time: wait for the other, or start a second harness on another port');
    this.busy = true;
    try {
      if (!this.hadInitPhase) await this.init();
      return await this.serve(event, options);
    } finally {
      this.busy = false;
    }
  }

  /** Ends all that belongs to the function. */
  async end(): Promise<void> {
    const { sandbox } = this;
    this.sandbox = undefined;
    await sandbox?.shutdown();
    await this.guardian.close();
  }

  private async serve(event: object, options: InvokeOptions): Promise<InvokeResult> {
    const limitMs = options.timeoutMs ?? this.fn.timeoutSeconds * 1000;
    const requestId = randomUUID();
    const started = performance.now();
    this.write(`START RequestId: ${requestId} Version: ${versionOf(this.fn)}`);
    const outcome = await within(limitMs, this.answer({
      requestId,
      event: JSON.stringify(event),
      deadlineMs: Date.now() + limitMs,
      functionArn: functionArn(this.fn),
      traceId: `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`,
      onHead: options.onHead,
      onChunk: options.onChunk,
    }));
    const ms = performance.now() - started;
    const overTime: FunctionError = { errorType: 'Sandbox.Timedout', errorMessage: `Task timed out after ${(limitMs / 1000).toFixed(2)} seconds` };
    const answer: Answer = outcome === OVER_TIME ? { error: ofRequest(overTime, requestId) } : outcome;
    if (outcome === OVER_TIME) {
      this.write(`${new Date().toISOString()} ${requestId} ${overTime.errorMessage}`);
      // The next invocation finds a new environment.
      await this.drop();
    }
    this.write(`END RequestId: ${requestId}`);
    this.write(`REPORT RequestId: ${requestId}\tDuration: ${ms.toFixed(2)} ms${outcome === OVER_TIME ? '\tStatus: timeout' : ''}`);
    return { ...answer, requestId, ms };
  }

  /** From the environment that there is; where there is none, Lambda makes one within the invocation's time. */
  private async answer(invocation: Invocation): Promise<Answer> {
    if (this.sandbox?.isBroken) {
      await this.drop();
    }
    const failed = this.sandbox ? undefined : await this.open('invoke');
    if (failed) return { error: ofRequest(failed, invocation.requestId) };
    return this.sandbox!.invoke(invocation);
  }

  /** A new environment; resolves with the error that has ended it before it was ready. */
  private async open(phase: 'init' | 'invoke'): Promise<FunctionError | undefined> {
    const started = performance.now();
    const sandbox = await Sandbox.open({
      fn: this.fn,
      adapter: this.options.adapter,
      guardian: this.guardian,
      log: (source, line) => this.log.push({ source, line }),
    });
    this.sandbox = sandbox;
    const error = await sandbox.start();
    // Where it was given up meanwhile, another one may have taken its place.
    if (!error || this.sandbox !== sandbox) return error;
    const ms = (performance.now() - started).toFixed(2);
    this.write(`INIT_REPORT Init Duration: ${ms} ms\tPhase: ${phase}\tStatus: error\tError Type: ${error.errorType}`);
    await this.drop();
    return error;
  }

  private async drop(): Promise<void> {
    const { sandbox } = this;
    this.sandbox = undefined;
    await sandbox?.kill();
  }

  private write(line: string): void {
    this.log.push({ source: 'platform', line });
  }
}
