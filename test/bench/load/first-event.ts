// A process of its own, so that the client shares no event loop with what it measures.
import { once } from 'node:events';
import { Client } from 'undici';
import { httpRequest, ToolCall } from './mcp-call';
import { answering } from '../child';
import { median } from '../statistics';

/** One call after the other, each to the next target. */
export interface FirstEventPlan {
  /** MCP URLs, by name. */
  readonly targets: Readonly<Record<string, string>>;
  readonly call: ToolCall;
  readonly runs: number;
  /** Before those that count. */
  readonly warmUpRuns: number;
}

/** For each target the median of the milliseconds from the request to the first streamed event. */
export type FirstEvents = Readonly<Record<string, number>>;

answering(async ({ targets, call, runs, warmUpRuns }: FirstEventPlan): Promise<FirstEvents> => {
  const called = Object.entries(targets).map(([name, url]) => {
    const { origin, pathname } = new URL(url);
    return { name, pathname, client: new Client(origin), times: [] as number[] };
  });
  for (let run = -warmUpRuns; run < runs; run++) {
    for (const { client, pathname, times } of called) {
      const ms = await firstEvent(client, pathname, call);
      if (run >= 0) times.push(ms);
    }
  }
  await Promise.all(called.map(async ({ client }) => client.close()));
  return Object.fromEntries(called.map(({ name, times }) => [name, median(times)]));
});

/** Throws where the first piece is not the first event, or already has the end of the answer in it. */
async function firstEvent(client: Client, path: string, call: ToolCall): Promise<number> {
  const { headers, body } = httpRequest(call);
  const started = performance.now();
  const answer = await client.request({ method: 'POST', path, headers, body });
  const [piece] = await once(answer.body, 'data') as [Buffer];
  const ms = performance.now() - started;
  const first = piece.toString();
  if (answer.statusCode !== 200 || !first.includes('"progress":1') || first.includes('"structuredContent"')) {
    throw new Error(`${path} answered ${answer.statusCode} and did not begin with an event of its own: ${first.slice(0, 500)}`);
  }
  answer.body.resume();
  await once(answer.body, 'end');
  return ms;
}
