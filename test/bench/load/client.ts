// A process of its own, so that the client shares no event loop with what it measures.
import { Connection, ToolCall } from './mcp-call';
import { LatencyPlan, Measured, Plan, ThroughputPlan } from './plan';
import { answering } from '../child';
import { median } from '../statistics';

answering(async (plan: Plan) => plan.kind === 'latency' ? latency(plan) : throughput(plan));

async function latency({ targets, call, calls, warmUpCalls }: LatencyPlan): Promise<Measured> {
  const connections = Object.entries(targets).map(([name, [url]]) => ({ name, connection: new Connection(url), times: [] as number[] }));
  for (let round = -warmUpCalls; round < calls; round++) {
    for (const { connection, times } of connections) {
      const ms = await connection.call(call);
      if (round >= 0) times.push(ms);
    }
  }
  await Promise.all(connections.map(async ({ connection }) => connection.close()));
  return Object.fromEntries(connections.map(({ name, times }) => [name, median(times)]));
}

async function throughput({ targets, rounds, ...plan }: ThroughputPlan): Promise<Measured> {
  const names = Object.keys(targets);
  const rates = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    // Who comes first takes turns.
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      rates.get(name)!.push(await rate(targets[name], plan));
    }
  }
  return Object.fromEntries([...rates].map(([name, values]) => [name, median(values)]));
}

/** Calls a second. */
async function rate(urls: readonly string[], { call, connections, warmUpMs, roundMs }: Omit<ThroughputPlan, 'targets' | 'rounds'>): Promise<number> {
  const from = performance.now() + warmUpMs;
  const clients = Array.from({ length: connections }, (_, index) => new Connection(urls[index % urls.length]));
  const answered = await Promise.all(clients.map(async (client) => answeredBetween(client, call, from, from + roundMs)));
  await Promise.all(clients.map(async (client) => client.close()));
  return answered.reduce((sum, count) => sum + count, 0) / (roundMs / 1000);
}

async function answeredBetween(client: Connection, call: ToolCall, from: number, to: number): Promise<number> {
  let answered = 0;
  for (;;) {
    await client.call(call);
    const now = performance.now();
    if (now >= to) return answered;
    if (now >= from) answered++;
  }
}
