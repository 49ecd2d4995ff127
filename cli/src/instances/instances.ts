import { setTimeout as delay } from 'node:timers/promises';
import { Ending } from './ending';
import { Guardian } from './guardian';
import { Instance } from './instance';
import { InstanceSource, startInstance } from './start-instance';

/** A crash closes the connection a moment before the process is reported as ended. */
const SETTLE_MS = 50;

/** How long a server that listens no more may take to end. */
const DYING_MS = 2_000;

/**
 * Lambda's instance model: an instance answers one request at a time; while it does, the next
 * request gets another one. Idle ones are used again, the one used last first.
 */
export class Instances {
  private readonly idle: Instance[] = [];
  /** Starts that no request waits for yet. */
  private readonly unclaimed: Promise<Instance>[] = [];
  private readonly alive = new Set<Instance>();
  private readonly starting = new Set<Promise<Instance>>();
  private readonly stop = new AbortController();
  private started = 0;

  constructor(private readonly source: InstanceSource, private readonly guardian: Guardian) {}

  /** How many were started. */
  get count(): number {
    return this.started;
  }

  /** True from the moment at which all of them are told to end. */
  get closing(): boolean {
    return this.stop.signal.aborted;
  }

  /** Starts an instance ahead of the first request, which then takes it. */
  async prepare(): Promise<void> {
    const starting = this.start();
    this.unclaimed.push(starting);
    await starting;
  }

  /** An instance for one request; give it back with `release`. Rejects where its start fails. */
  async acquire(): Promise<Instance> {
    return this.idle.pop() ?? await (this.unclaimed.shift() ?? this.startReported());
  }

  /** The request was answered, the instance is free. */
  release(instance: Instance): void {
    if (this.alive.has(instance)) {
      this.idle.push(instance);
    }
  }

  /**
   * The server gave no answer: its process may be about to end, and nobody else should run into that.
   * Resolves with how it ended, or with undefined where it lives on.
   */
  async suspect(instance: Instance): Promise<Ending | undefined> {
    const ending = await endsWithin(instance, SETTLE_MS);
    if (ending) return ending;
    if (await instance.listens()) {
      this.release(instance);
      return undefined;
    }
    const late = await endsWithin(instance, DYING_MS);
    if (!late) this.end(instance);
    return late;
  }

  /** Ends the instance at once; it answers nothing more. */
  end(instance: Instance): void {
    this.forget(instance);
    instance.kill();
  }

  /** Ends all of them, those that are starting too, and resolves when none is left. */
  async close(): Promise<void> {
    this.stop.abort();
    await Promise.all([
      ...[...this.starting].map(async (starting) => starting.then(async (instance) => instance.stop(), () => {})),
      ...[...this.alive].map(async (instance) => instance.stop()),
    ]);
  }

  private async startReported(): Promise<Instance> {
    const starting = this.start();
    const number = this.started;
    return starting.catch((error: Error) => {
      if (!this.closing) {
        this.source.report({ event: 'instance-failed', instance: number, reason: error.message });
      }
      throw error;
    });
  }

  private start(): Promise<Instance> {
    const starting = startInstance(this.source, ++this.started, this.guardian, this.stop.signal);
    this.starting.add(starting);
    starting.then(
      (instance) => {
        this.alive.add(instance);
        void instance.ended.then(() => this.forget(instance));
        if (this.settle(starting)) {
          this.idle.push(instance);
        }
      },
      () => this.settle(starting),
    );
    return starting;
  }

  /** The start is over; true if no request waits for it. */
  private settle(starting: Promise<Instance>): boolean {
    this.starting.delete(starting);
    return remove(this.unclaimed, starting);
  }

  private forget(instance: Instance): void {
    this.alive.delete(instance);
    remove(this.idle, instance);
  }
}

async function endsWithin(instance: Instance, ms: number): Promise<Ending | undefined> {
  return Promise.race([instance.ended, delay(ms, undefined, { ref: false })]);
}

function remove<T>(list: T[], item: T): boolean {
  const place = list.indexOf(item);
  if (place >= 0) {
    list.splice(place, 1);
  }
  return place >= 0;
}
