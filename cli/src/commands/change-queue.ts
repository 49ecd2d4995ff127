import { setTimeout as delay } from 'node:timers/promises';

/** What a reload has written at its end is seen a moment later. */
const AFTERMATH_MS = 300;

/** So many reloads in a row for nothing but what changed during the one before: the app writes it itself. */
const MOST_ROUNDS = 5;

/** Reloads because of these files; false where that made no difference. */
export type Reload = (files: readonly string[]) => Promise<boolean>;

/** Makes reloads of changes, one after the other: what changes during one makes another. */
export class ChangeQueue {
  private readonly waiting = new Set<string>();
  /** Files that the app writes when it is run, as a build does. What happens to them then is no change of anybody's. */
  private readonly written = new Set<string>();
  private running: Promise<void> | undefined;
  private readonly end = new AbortController();

  /** `onError` gets what `reload` throws; there are no reloads after it. */
  constructor(
    private readonly reload: Reload,
    private readonly onError: (error: unknown) => void,
    private readonly aftermathMs = AFTERMATH_MS,
  ) {}

  /** Some files have changed. */
  add(files: readonly string[]): void {
    for (const file of files) {
      if (!this.running) this.written.delete(file);
      if (!this.written.has(file)) this.waiting.add(file);
    }
    if (!this.running && !this.end.signal.aborted && this.waiting.size > 0) {
      this.running = Promise.resolve().then(async () => this.run()).catch(this.onError).finally(() => { this.running = undefined; });
    }
  }

  /** Resolves when no reload is under way. */
  async idle(): Promise<void> {
    await this.running;
  }

  /** Resolves when the reload under way is over; no other follows. */
  async close(): Promise<void> {
    this.end.abort();
    await this.idle();
  }

  private async run(): Promise<void> {
    const { signal } = this.end;
    for (let round = 1; this.waiting.size > 0 && !signal.aborted; round++) {
      const files = [...this.waiting];
      this.waiting.clear();
      const changed = await this.reload(files);
      await delay(this.aftermathMs, undefined, { signal, ref: false }).catch(() => {});
      if (round > 1 && (!changed || round >= MOST_ROUNDS)) {
        for (const file of files) {
          this.written.add(file);
          this.waiting.delete(file);
        }
      }
    }
  }
}
