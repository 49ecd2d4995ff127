import { join } from 'node:path';
import { Program } from '../../../cli/test/commands/running-program';
import { ask, Child } from '../child';
import { endDev, residentMegabytes, startDev } from '../dev-process';
import { ADD, Connection, ToolCall, WAIT } from '../load/mcp-call';
import { Measured, Plan, Targets } from '../load/plan';
import { atLeast, atMost, Row, row } from '../row';
import { synthesise } from '../synthesise';
import { Workspace } from '../workspace';

const CLIENT = join(__dirname, '../load/client.ts');
const PROXY = join(__dirname, '../load/bare-proxy.ts');

const CONNECTIONS = 8;

const LATENCY = atMost(0.5);
const THROUGHPUT = atLeast(90);
const MEMORY = atMost(100);

/** Long enough that all connections wait at the same time, each for an instance of its own. */
const AT_ONCE: ToolCall = { tool: 'wait', args: { seconds: 1 } };

/**
 * What stands between a client and the server: `dev`, a bare proxy, or nothing. All three call the
 * same processes, those that `dev` has started.
 */
export async function dev({ directory, unthrottled }: Workspace): Promise<Row[]> {
  const assembly = join(directory, 'dev.out');
  await synthesise(unthrottled, assembly);
  const program = startDev(assembly);
  try {
    const { url } = await program.ready();
    const rows = await latency(url, program);
    await startInstances(url);
    rows.push(...await throughput(url, program, WAIT, 'a tool that waits 10 ms', true));
    rows.push(...await throughput(url, program, ADD, 'a tool that does no work', false));
    rows.push(row('resident memory of dev', await residentMegabytes(program.child.pid!), 'MB', MEMORY, `after ${requests(program)} calls, with ${CONNECTIONS} instances`));
    return rows;
  } finally {
    await endDev(program);
  }
}

async function latency(url: string, program: Program): Promise<Row[]> {
  const calls = 2000;
  const { direct, dev: throughDev, proxy } = await measured(url, program, (targets) => ({ kind: 'latency', targets, call: ADD, calls, warmUpCalls: 300 }));
  const note = (ms: number) => `${ms.toFixed(2)} ms, directly ${direct.toFixed(2)} ms; p50 of ${calls} calls each`;
  return [
    row('latency that dev adds', throughDev - direct, 'ms', LATENCY, note(throughDev)),
    row('latency that a bare proxy adds', proxy - direct, 'ms', undefined, note(proxy)),
  ];
}

async function throughput(url: string, program: Program, call: ToolCall, name: string, isGoal: boolean): Promise<Row[]> {
  const { direct, dev: throughDev, proxy } = await measured(url, program, (targets) => ({
    kind: 'throughput', targets, call, connections: CONNECTIONS, rounds: 5, roundMs: 1500, warmUpMs: 300,
  }));
  const note = (rate: number) => `${Math.round(rate)} calls/s, directly ${Math.round(direct)}; ${CONNECTIONS} connections and servers`;
  return [
    row(`throughput of dev, ${name}`, throughDev / direct * 100, '%', isGoal ? THROUGHPUT : undefined, note(throughDev)),
    row(`throughput of a bare proxy, ${name}`, proxy / direct * 100, '%', undefined, note(proxy)),
  ];
}

/** Has the client carry the plan out, with all instances of now as the servers. */
async function measured(url: string, program: Program, plan: (targets: Targets) => Plan): Promise<Record<'direct' | 'dev' | 'proxy', number>> {
  const origins = program.instances.map(({ port }) => `http://127.0.0.1:${port}`);
  const { pathname } = new URL(url);
  const proxy: Child<string> = await ask(PROXY, origins);
  try {
    const targets: Targets = { direct: origins.map((origin) => `${origin}${pathname}`), dev: [url], proxy: [`${proxy.answer}${pathname}`] };
    const client: Child<Measured> = await ask(CLIENT, plan(targets));
    client.stop();
    return client.answer as Record<'direct' | 'dev' | 'proxy', number>;
  } finally {
    proxy.stop();
  }
}

async function startInstances(url: string): Promise<void> {
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(url));
  await Promise.all(connections.map(async (connection) => connection.call(AT_ONCE)));
  await Promise.all(connections.map(async (connection) => connection.close()));
}

const requests = ({ events }: Program) => events.filter(({ event }) => event === 'request').length;
