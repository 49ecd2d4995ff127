import { finished } from 'node:stream';
import { Ending, EndReason } from './ending';
import { BegunAnswer, Connection, MAX_ANSWER_BYTES, ServerAnswer, ServerRequest } from './exchange';
import { outOfMemoryLines, timeOutLines } from './lambda-log';
import { ServerProcess } from './server-process';

/** What an instance is made of. */
export interface InstanceParts {
  readonly number: number;
  readonly server: ServerProcess;
  /** Where its requests go. */
  readonly connection: Connection;
  /** True where it is the template's port, which this machine has once. */
  readonly insists: boolean;
  /** The function's time-out. */
  readonly limitMs: number;
  readonly memoryMb: number;
  /** How much of it a second start has used up, which counts for the first request. */
  readonly spentMs: number;
  /** Takes Lambda's own lines of the log. */
  readonly log: (line: string) => void;
}

/** A server that is ready; it answers one request at a time. */
export class Instance {
  /** The most memory that its processes were seen with; 0 where nobody has looked. */
  peakMb = 0;
  private answered = 0;
  /** The request under way, or the last one. */
  private current: { readonly id: string; readonly since: number } | undefined;

  constructor(private readonly parts: InstanceParts) {
    void this.ended.then(() => parts.connection.close());
  }

  get number(): number {
    return this.parts.number;
  }

  get pid(): number {
    return this.parts.server.pid;
  }

  /** True where no second one can run beside it. */
  get insists(): boolean {
    return this.parts.insists;
  }

  /** Resolves when its processes have ended. */
  get ended(): Promise<Ending> {
    return this.parts.server.ended;
  }

  /** True from the moment at which it is told to end. */
  get ending(): boolean {
    return this.parts.server.ending;
  }

  /** True until the first request was sent: Lambda counts that one as the cold start. */
  get cold(): boolean {
    return this.answered === 0;
  }

  /** Sends the request and waits for the whole answer; rejects where the server gives none in the function's time. */
  async send(request: ServerRequest): Promise<ServerAnswer> {
    const over = this.startClock(request);
    try {
      return await this.parts.connection.exchange(request, MAX_ANSWER_BYTES);
    } finally {
      over();
    }
  }

  /** Sends the request and waits for the answer's head. The function's time counts until the end of the body, which fails with it. */
  async begin(request: ServerRequest): Promise<BegunAnswer> {
    const over = this.startClock(request);
    try {
      const answer = await this.parts.connection.begin(request);
      finished(answer.body, over);
      return answer;
    } catch (error) {
      over();
      throw error;
    }
  }

  /** Whether the server still accepts connections. */
  async listens(): Promise<boolean> {
    return this.parts.connection.accepts();
  }

  /** Ends it with time to clean up. */
  async stop(reason: EndReason): Promise<void> {
    await this.parts.server.stop(reason);
  }

  /** Ends it at once and by force, as Lambda does with an environment that is broken. */
  kill(): void {
    this.parts.server.kill();
  }

  /** Ends it, as its processes hold more memory than the function has. */
  killForMemory(): void {
    const { memoryMb, server } = this.parts;
    this.log(outOfMemoryLines(this.report()));
    server.kill('memory', `the server's processes held more than the function's ${memoryMb} MB of memory (\`memorySize\`; MemorySize in the template)`);
  }

  /** The invocation begins; returns what ends it. */
  private startClock({ requestId }: ServerRequest): () => void {
    const { limitMs, spentMs } = this.parts;
    const timer = setTimeout(() => this.timeOut(), limitMs - (this.cold ? spentMs : 0));
    this.answered += 1;
    this.current = { id: requestId, since: performance.now() };
    return () => clearTimeout(timer);
  }

  private timeOut(): void {
    const { limitMs, server } = this.parts;
    this.log(timeOutLines(this.report(), new Date(), limitMs));
    server.kill('timeout', `the function's timeout of ${limitMs / 1000} s was over (\`timeout\`; Timeout in the template)`);
  }

  private report() {
    const { id, since } = this.current!;
    const { memoryMb } = this.parts;
    return { requestId: id, durationMs: performance.now() - since, memoryMb, peakMb: Math.min(this.peakMb, memoryMb) };
  }

  private log(lines: readonly string[]): void {
    lines.forEach((line) => this.parts.log(line));
  }
}
