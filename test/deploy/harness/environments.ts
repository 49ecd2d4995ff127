import { LambdaFunction } from './lambda-function';
import { LambdaHarness } from './lambda-harness';
import { returnPort, takePort } from '../../../cli/src/instances/ports';

interface Environment {
  readonly harness: LambdaHarness;
  readonly port: number;
}

/** The environments of one function: as many as there are requests at a time, as Lambda starts them. */
export class Environments {
  private readonly all: Environment[] = [];

  constructor(private readonly fn: LambdaFunction, private readonly adapter: string) {}

  /**
   * Gives the work an environment that is idle, and starts one where there is none. The work invokes it
   * before it waits for anything; the environment is lent again when the invocation is over, which may be
   * after the work.
   */
  async lend<T>(work: (harness: LambdaHarness) => Promise<T>): Promise<T> {
    const idle = this.all.find(({ harness }) => !harness.isBusy);
    if (idle) return work(idle.harness);
    const environment = await this.start();
    this.all.push(environment);
    return work(environment.harness);
  }

  /** Ends all of them, whatever they do. */
  async end(): Promise<void> {
    await Promise.all(this.all.splice(0).map(async ({ harness, port }) => {
      await harness.end();
      returnPort(port);
    }));
  }

  /** One host for all: each needs a port of its own, where Lambda's have the same. */
  private async start(): Promise<Environment> {
    const port = await takePort();
    const environment = { ...this.fn.environment, PORT: String(port), AWS_LWA_PORT: String(port) };
    return { port, harness: new LambdaHarness({ ...this.fn, environment }, { adapter: this.adapter }) };
  }
}
