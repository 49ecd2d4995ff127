import { join } from 'node:path';
import { ask, Child } from '../child';
import { endDev, startDev } from '../dev-process';
import type { FirstEventPlan, FirstEvents } from '../load/first-event';
import { atMost, Row, row } from '../row';
import { synthesise } from '../synthesise';
import { Workspace } from '../workspace';

const CLIENT = join(__dirname, '../load/first-event.ts');

const RUNS = 50;
const FIRST_EVENT = atMost(5);

/** Goes on after its first event, so that whoever holds an answer back until its end is seen. */
const COUNT: FirstEventPlan['call'] = { tool: 'count', args: { to: 2, seconds: 0.01 }, progressToken: 'first' };

/** What `dev` adds to the time of the first event that a tool streams through a REST API; both call the same process. */
export async function streaming({ directory, streaming: example }: Workspace): Promise<Row[]> {
  const assembly = join(directory, 'streaming.out');
  await synthesise(example, assembly);
  const program = startDev(assembly);
  try {
    const { url } = await program.ready();
    const direct = `http://127.0.0.1:${program.instances[0].port}/mcp`;
    const plan: FirstEventPlan = { targets: { direct, dev: url }, call: COUNT, runs: RUNS, warmUpRuns: 10 };
    const client: Child<FirstEvents> = await ask(CLIENT, plan);
    client.stop();
    const { direct: own, dev } = client.answer;
    return [
      row('time that dev adds to the first streamed event', dev - own, 'ms', FIRST_EVENT, `${dev.toFixed(2)} ms, directly ${own.toFixed(2)} ms; p50 of ${RUNS} calls each, of a tool that reports after 10 ms`),
    ];
  } finally {
    await endDev(program);
  }
}
