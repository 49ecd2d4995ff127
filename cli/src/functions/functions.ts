import { startFunction } from './start-function';
import { Guardian } from '../instances/guardian';
import { LambdaSource } from '../instances/instance-source';
import { Instances } from '../instances/instances';
import { Tally, tallyBeside } from '../instances/tally';
import { LambdaFacts } from '../template/model';

/** What all functions of a run have in common. */
export type FunctionsSource = Omit<LambdaSource, 'facts' | 'command'>;

/** The functions besides the server's that the gateway invokes. Each starts with its first event. */
export class Functions {
  private readonly all: ReadonlyMap<string, Instances>;

  /** Their instances are counted with those of the tally. */
  constructor(functions: readonly LambdaFacts[], source: FunctionsSource, guardian: Guardian, tally: Tally) {
    this.all = new Map(functions.map((facts) => {
      const own = { ...source, command: undefined, facts };
      return [facts.logicalId, new Instances(own, guardian, tallyBeside(tally), async (start) => startFunction(own, start))];
    }));
  }

  /** The instances of a function, which is one of those given. */
  of(logicalId: string): Instances {
    return this.all.get(logicalId)!;
  }

  /** Takes no new events and resolves when none is left. */
  async drain(): Promise<void> {
    await Promise.all([...this.all.values()].map(async (instances) => instances.drain()));
  }

  /** Ends all of them now. */
  async close(): Promise<void> {
    await Promise.all([...this.all.values()].map(async (instances) => instances.close()));
  }
}
