import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Ending } from './ending';
import { Guardian } from './guardian';
import { IdleInstances } from './idle-instances';
import { Instance } from './instance';
import { LambdaSource, StartInstance } from './instance-source';
import { MemoryWatch } from './memory-watch';
import { Starts } from './starts';
import { Tally } from './tally';
import { MAX_INSTANCES, Throttled } from './throttled';

/** A crash closes the connection a moment before the process is reported as ended. */
const SETTLE_MS = 50;

/** How long a server that listens no more may take to end. */
const DYING_MS = 2_000;

/** Lambda keeps an instance for minutes without a request; how many is not documented. */
const IDLE_MS = 300_000;

/** A request that waits for the only instance there may be. */
interface Waiting {
  resolve(instance: Instance): void;
  reject(error: unknown): void;
}

/**
 * Lambda's instance model: an instance answers one request at a time; while it does, the next
 * request gets another one, up to the function's reserved concurrency, and up to what a machine
 * is asked to run. Idle ones are used again, the
 * one used last first. A server that insists on its port has one instance, for which requests wait.
 */
export class Instances {
  private readonly idle: IdleInstances;
  private readonly memory: MemoryWatch;
  private readonly alive = new Set<Instance>();
  private readonly busy = new Set<Instance>();
  private readonly starts: Starts;
  private readonly waiting: Waiting[] = [];
  private readonly stop = new AbortController();
  private draining = false;

  /** Generations that follow each other share the tally. */
  constructor(
    private readonly source: LambdaSource,
    guardian: Guardian,
    private readonly tally: Tally,
    startInstance: StartInstance,
  ) {
    // Each start listens as long as it lasts: more than ten at once are load, and no leak to be warned of.
    setMaxListeners(0, this.stop.signal);
    this.idle = new IdleInstances(source.idleMs ?? IDLE_MS);
    this.memory = new MemoryWatch(source, (instance) => this.busy.has(instance));
    this.starts = new Starts({
      startInstance,
      guardian,
      tally,
      stop: this.stop.signal,
      onReady: (instance, claimed) => this.started(instance, claimed),
      onFailed: (ahead) => {
        // After a start ahead `prepare` decides what becomes of those that wait.
        if (!ahead) this.serveWaiting();
      },
    });
  }

  /** How many were started, in all generations. */
  get count(): number {
    return this.tally.started;
  }

  /** True from the moment at which all of them are told to end. */
  get closing(): boolean {
    return this.stop.signal.aborted;
  }

  /**
   * True where the server insists on its port, as a start has shown: no second process of it can run,
   * neither a next generation nor one beside the gateway. Drain these before others are prepared.
   */
  get alone(): boolean {
    return this.tally.alone;
  }

  /**
   * Starts an instance ahead of the first request, which then takes it; requests that come meanwhile
   * wait for it. `after` is waited for before: the end of a generation that has the server's port. The
   * server may have changed with it, so it is tried anew whether it insists.
   */
  async prepare(after?: Promise<void>): Promise<void> {
    const knownAlone = this.alone;
    try {
      const { insists } = await this.starts.begin(true, after);
      if (after && !insists) this.endTurns();
    } catch (error) {
      if (knownAlone || !await this.turnsOutAlone()) {
        // A second start in this version's turn would fail as this one did.
        this.refuseWaiting(error);
        throw error;
      }
      this.serveWaiting();
    }
  }

  /**
   * An instance for one request; give it back with `release`, or with `suspect` where it gave no
   * answer. Rejects where its start fails, and with `Throttled` where there may be no more.
   */
  async acquire(): Promise<Instance> {
    if (this.draining || this.closing) throw new Error('these instances take no new requests');
    this.throttle();
    this.tally.inFlight += 1;
    try {
      const instance = this.takeIdle() ?? await this.newInstance();
      this.busy.add(instance);
      this.memory.watch(instance);
      return instance;
    } catch (error) {
      this.tally.inFlight -= 1;
      throw error;
    }
  }

  /** The request was answered, the instance is free. */
  release(instance: Instance): void {
    this.leave(instance);
    if (this.alive.has(instance)) {
      this.offer(instance);
    }
  }

  /**
   * The server gave no answer: its process may be about to end, and nobody else should run into that.
   * Resolves with how it ended, or with undefined where it lives on.
   */
  async suspect(instance: Instance): Promise<Ending | undefined> {
    const ending = await endsWithin(instance, instance.ending ? DYING_MS : SETTLE_MS);
    if (!ending && !instance.ending && await instance.listens()) {
      this.release(instance);
      return undefined;
    }
    const late = ending ?? await endsWithin(instance, DYING_MS);
    if (!late) instance.kill();
    this.leave(instance);
    return late;
  }

  /** Takes no new requests and resolves when none is left: idle ones end now, others when they have answered. */
  async drain(): Promise<void> {
    this.draining = true;
    for (let idle = this.idle.pop(); idle; idle = this.idle.pop()) {
      this.offer(idle);
    }
    while (this.alive.size + this.starts.size > 0) {
      await Promise.allSettled([this.starts.settled(), ...[...this.alive].map(async ({ ended }) => ended)]);
    }
  }

  /** Ends all of them, those that are starting too, and resolves when none is left. */
  async close(): Promise<void> {
    this.stop.abort();
    await Promise.all([this.starts.ended(), ...[...this.alive].map(async (instance) => instance.stop('stop'))]);
  }

  private throttle(): void {
    const { facts: { reservedConcurrency = Infinity }, maxInstances = MAX_INSTANCES } = this.source;
    const { inFlight, alone } = this.tally;
    if (inFlight >= reservedConcurrency) throw new Throttled(reservedConcurrency);
    // Those that wait for the only instance start no process.
    if (!alone && inFlight >= maxInstances) throw new Throttled(maxInstances, 'dev');
  }

  private async newInstance(): Promise<Instance> {
    if (this.alone) {
      return new Promise((resolve, reject) => {
        this.waiting.push({ resolve, reject });
        this.serveWaiting();
      });
    }
    const starting = this.starts.claim();
    if (!starting) return this.startForRequest();
    try {
      return await starting;
    } catch (error) {
      if (await this.turnsOutAlone()) return this.newInstance();
      throw error;
    }
  }

  private async startForRequest(): Promise<Instance> {
    const knownAlone = this.alone;
    const starting = this.starts.begin(false);
    const number = this.count;
    try {
      return await starting;
    } catch (error) {
      if (!knownAlone && await this.turnsOutAlone()) return this.newInstance();
      if (!this.closing) {
        this.source.report({ event: 'instance-failed', instance: number, reason: (error as Error).message });
      }
      throw error;
    }
  }

  private started(instance: Instance, claimed: boolean): void {
    this.alive.add(instance);
    void instance.ended.then(() => {
      this.alive.delete(instance);
      this.idle.remove(instance);
      this.serveWaiting();
    });
    if (instance.insists) {
      this.tally.alone = true;
    }
    if (!claimed) {
      this.offer(instance);
    }
  }

  /** Whether one of the other starts shows that this one had no chance: its port was taken. */
  private async turnsOutAlone(): Promise<boolean> {
    await this.starts.settled();
    return this.alone;
  }

  /** Gives a free instance to whoever waits, if anybody does. */
  private offer(instance: Instance): void {
    if (this.draining && this.waiting.length === 0) {
      void instance.stop('reload');
    } else {
      this.idle.push(instance);
      this.serveWaiting();
    }
  }

  private serveWaiting(): void {
    if (this.closing) this.refuseWaiting(new Error('these instances end'));
    if (this.waiting.length === 0) return;
    const instance = this.takeIdle();
    if (instance) {
      this.waiting.shift()!.resolve(instance);
    } else if (this.alive.size + this.starts.size === 0) {
      const { resolve, reject } = this.waiting.shift()!;
      this.startForRequest().then(resolve, reject);
    }
  }

  private refuseWaiting(error: unknown): void {
    this.waiting.splice(0).forEach(({ reject }) => reject(error));
  }

  /** The server does not insist any more: who waits gets an instance of its own. */
  private endTurns(): void {
    this.tally.alone = false;
    for (const { resolve, reject } of this.waiting.splice(0)) {
      this.newInstance().then(resolve, reject);
    }
  }

  private takeIdle(): Instance | undefined {
    let instance = this.idle.pop();
    while (instance?.ending) {
      instance = this.idle.pop();
    }
    return instance;
  }

  /** The instance's request is over. */
  private leave(instance: Instance): void {
    if (this.busy.delete(instance)) {
      this.tally.inFlight -= 1;
    }
  }
}

async function endsWithin(instance: Instance, ms: number): Promise<Ending | undefined> {
  return Promise.race([instance.ended, delay(ms, undefined, { ref: false })]);
}
