import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { endDev, killHard, spawnDev } from './dev-process';
import { DemoFailure, EXIT } from './failure';
import type { DevEvent, ReadyEvent, RequestEvent } from '../cli/src/terminal/events';

/** How an instance answered: its first request starts it. */
export type Start = 'cold' | 'warm';

/** The event comes with the response or just after it: longer than that, and it does not come. */
const EVENT_PATIENCE_MS = 2000;

const SETTLE_MS = 500;

/** `mcp-lambda dev` as a child process, followed through the events that `--json` prints. */
export class DevServer {
  /** Resolves when requests can be sent; rejects as `failed` does. */
  readonly ready: Promise<ReadyEvent>;
  /** Never resolves; rejects with a `DemoFailure` when the demo cannot go on. */
  readonly failed: Promise<never>;

  private readonly dev: ChildProcess;
  private readonly requests = new Map<string, RequestEvent>();
  private readonly instances = new Set<number>();
  private readonly arrivals = new EventEmitter();
  private reject!: (failure: DemoFailure) => void;
  private firstFailure?: DemoFailure;
  private isReady = false;
  private isStopping = false;
  private errors = '';

  constructor(port: number, private readonly onEvent: (event: DevEvent) => void) {
    this.failed = new Promise((_, reject) => { this.reject = reject; });
    this.failed.catch(() => undefined); // also kept in `failure`, for those who do not wait
    this.ready = Promise.race([this.failed, once(this.arrivals, 'ready').then(([event]) => event as ReadyEvent)]);
    this.ready.catch(() => undefined);

    this.dev = spawnDev(['--json', '--no-watch', '--port', String(port)], ['ignore', 'pipe', 'pipe']);
    createInterface({ input: this.dev.stdout! }).on('line', (line) => this.read(line));
    this.dev.stderr!.setEncoding('utf8').on('data', (text: string) => { this.errors += text; });
    this.dev.on('close', (code, signal) => this.ended(signal ?? `code ${code}`));
  }

  /** The first thing that went wrong, complete after `stop`. */
  get failure(): DemoFailure | undefined {
    return this.firstFailure;
  }

  /** Makes `failed` reject, unless it has already. */
  fail(failure: DemoFailure): void {
    this.firstFailure ??= failure;
    this.reject(failure);
  }

  /** Resolves when the end of a process that a call ran into would be known: it is told a moment after the answer. */
  async settled(): Promise<void> {
    await Promise.race([this.failed, delay(SETTLE_MS)]).catch(() => undefined);
  }

  /** Whether the request with this id had to wait for the start of an instance; undefined where none answered it. */
  async startOf(requestId: string): Promise<Start | undefined> {
    const signal = AbortSignal.timeout(EVENT_PATIENCE_MS);
    while (!this.requests.has(requestId)) {
      try {
        await once(this.arrivals, 'request', { signal });
      } catch {
        return undefined;
      }
    }
    const { cold } = this.requests.get(requestId)!;
    return cold === undefined ? undefined : cold ? 'cold' : 'warm';
  }

  /** Ends `dev` and all that it started, and returns when its last event has been read. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await endDev(this.dev);
    this.instances.forEach(killHard); // what a `dev` that had to be killed left behind
  }

  private read(line: string): void {
    let event: DevEvent;
    try {
      event = JSON.parse(line);
    } catch {
      this.fail(new DemoFailure(EXIT.NOT_STARTED, `mcp-lambda dev --json printed a line that is no event: ${line}`));
      return;
    }
    this.receive(event);
  }

  private receive(event: DevEvent): void {
    this.onEvent(event);
    switch (event.event) {
      case 'ready':
        this.isReady = true;
        break;
      case 'request':
        this.requests.set(event.requestId, event);
        break;
      case 'instance-started':
        this.instances.add(event.pid);
        break;
      case 'instance-ended':
        this.instances.delete(event.pid);
        // Before it is ready, `dev` itself ends and knows more of the reason.
        if (!event.expected && this.isReady) {
          const how = event.signal ? `by ${event.signal}` : `with code ${event.code}`;
          this.fail(new DemoFailure(EXIT.SERVER_DIED, `the server's process (instance ${event.instance}, pid ${event.pid}) ended ${how}`));
        }
        break;
      case 'instance-failed':
        this.fail(new DemoFailure(this.isReady ? EXIT.SERVER_DIED : EXIT.NOT_STARTED, event.reason));
    }
    this.arrivals.emit(event.event, event);
  }

  private ended(how: string): void {
    if (this.isStopping) return;
    const when = this.isReady ? 'while the demo was running' : 'before it was ready';
    this.fail(new DemoFailure(
      this.isReady ? EXIT.SERVER_DIED : EXIT.NOT_STARTED,
      `mcp-lambda dev ended ${when} (${how})\n${this.errors}`.trimEnd(),
    ));
  }
}
