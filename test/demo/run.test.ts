import { EventEmitter, once } from 'node:events';
import { readArguments } from '../../demo/arguments';
import { EXIT } from '../../demo/failure';
import type { Report } from '../../demo/report';
import { runDemo } from '../../demo/run';

// The first run may have to compile the library and the command line.
jest.setTimeout(180_000);

test.each([
  ['between the revisions, although a new one could answer', 'Calling as a client of 2025-11-25'],
  ['after the last call', 'Calling as a client of 2026-07-28'],
])("a server's process that is killed while idle ends the demo with its own code: %s", async (_, step) => {
  const report = new KillingReport(step);
  expect(await runDemo(readArguments([]), report)).toBe(EXIT.SERVER_DIED);
  expect(report.problems).toEqual([expect.stringMatching(`pid ${report.pid}\\) ended by SIGKILL`)]);
  expect(report.results.at(-1)).toMatchObject({ revision: '2026-07-28' });
});

/** Kills the server's process after a step, and lets the demo go on once `dev` has noticed. */
class KillingReport implements Report {
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
    if (event.event === 'instance-started') this.pid = event.pid;
    this.events.emit(event.event);
  };

  message() {}

  problem(text: string) {
    this.problems.push(text);
  }

  result(result: object) {
    this.results.push(result);
  }
}
