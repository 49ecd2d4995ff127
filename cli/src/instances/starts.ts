import { Guardian } from './guardian';
import { Instance } from './instance';
import { StartInstance } from './instance-source';
import { Tally } from './tally';

/** What the starts of a generation have in common. */
export interface StartsTask {
  readonly startInstance: StartInstance;
  readonly guardian: Guardian;
  readonly tally: Tally;
  /** Ends all of them early. */
  readonly stop: AbortSignal;
  /** Called before anybody else knows that the instance is ready; `claimed` where a request waits for this one. */
  readonly onReady: (instance: Instance, claimed: boolean) => void;
  /** Called before whoever waits for the start knows. */
  readonly onFailed: (ahead: boolean) => void;
}

/** The starts that are under way. */
export class Starts {
  private readonly underWay = new Set<Promise<Instance>>();
  /** Those ahead that no request waits for yet. */
  private readonly unclaimed: Promise<Instance>[] = [];

  constructor(private readonly task: StartsTask) {}

  get size(): number {
    return this.underWay.size;
  }

  /** Begins one, for a request or ahead of the first. `after` is waited for before: what has the server's port. */
  begin(ahead: boolean, after?: Promise<void>): Promise<Instance> {
    const { startInstance, guardian, tally, stop, onReady, onFailed } = this.task;
    const start = { number: ++tally.started, guardian, stop, ahead, alone: tally.alone && !after, warned: tally.alone };
    const starting = after ? after.then(async () => startInstance(start)) : startInstance(start);
    this.underWay.add(starting);
    if (ahead) this.unclaimed.push(starting);
    void starting.then((instance) => onReady(instance, this.settle(starting)), () => {
      this.settle(starting);
      onFailed(ahead);
    });
    return starting;
  }

  /** One that was begun ahead, for the request that asks first. */
  claim(): Promise<Instance> | undefined {
    return this.unclaimed.shift();
  }

  /** Resolves when those that are under way now have come to something. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  /** Resolves when nothing is left of those that are under way; the signal must have told them to end. */
  async ended(): Promise<void> {
    await Promise.all([...this.underWay].map(async (starting) => starting.then(async (instance) => instance.stop('stop'), () => {})));
  }

  /** The start is over; true if a request waits for it. */
  private settle(starting: Promise<Instance>): boolean {
    this.underWay.delete(starting);
    const place = this.unclaimed.indexOf(starting);
    if (place >= 0) void this.unclaimed.splice(place, 1);
    return place < 0;
  }
}
