import { EventEmitter, once } from 'node:events';
import type { Report } from '../../demo/report';

/** Kills the server's process after a step, and lets the demo go on once `dev` has noticed. */
export class KillingReport implements Report {
  /** Of the first instance: the gateway may start a second one before the demo ends. */
  pid = 0;
  readonly problems: string[] = [];
  readonly results: object[] = [];
  private readonly events = new EventEmitter();

  constructor(private readonly fatalStep: string) {}

  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const result = await work();
    if (title === this.fatalStep) {
      const ended = once(this.events, 'instance-ended');
      process.kill(this.pid, 'SIGKILL');
      await ended;
    }
    return result;
  }

  event: Report['event'] = (event) => {
    if (event.event === 'instance-started') this.pid ||= event.pid;
    this.events.emit(event.event);
  };

  message() {}

  answered() {}

  problem(text: string) {
    this.problems.push(text);
  }

  result(result: object) {
    this.results.push(result);
  }
}
