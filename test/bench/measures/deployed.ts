import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { ADAPTER_VERSION, adapterBinarySync } from '../../deploy/tools/adapter';
import { builtExample } from '../../deploy/tools/examples';
import { ask, Child } from '../child';
import { DeployedPlan, DeployedServer, DeployedTimes } from '../deployed/plan';
import { Row, row, unmeasured } from '../row';
import { Workspace } from '../workspace';

const CLIENT = join(__dirname, '../deployed/client.ts');

const OVERHEAD = 'latency that the adapter adds';
const NODE_COLD = 'cold start of the Node.js example';
const RUST_COLD = 'cold start of the Rust example';

const CALLS = 1000;
const WARM_UP_CALLS = 200;
const RUNS = 7;

/** The functions behind the real Lambda Web Adapter, in the harness that stands for Lambda. */
export async function deployed({ directory, server }: Workspace): Promise<Row[]> {
  const installed = adapterBinarySync();
  if ('error' in installed) return [OVERHEAD, NODE_COLD, RUST_COLD].map((name) => unmeasured(name, 'ms', installed.error));
  const adapter = installed.binary;
  const outdir = () => mkdtempSync(join(directory, 'deployed-'));
  const code = { kind: 'nodejs', directory: server } as const;

  const { through, direct } = await measured({ kind: 'overhead', adapter, code, outdir: outdir(), calls: CALLS, warmUpCalls: WARM_UP_CALLS });
  const note = `${through.toFixed(2)} ms, directly ${direct!.toFixed(2)} ms; p50 of ${CALLS} calls each, adapter ${ADAPTER_VERSION}`;
  return [
    row(OVERHEAD, through - direct!, 'ms', undefined, note),
    await coldStart(NODE_COLD, { adapter, code, outdir: outdir() }),
    await rustColdStart(adapter, outdir()),
  ];
}

async function rustColdStart(adapter: string, outdir: string): Promise<Row> {
  const example = builtExample('rust-pmcp');
  if ('error' in example) return unmeasured(RUST_COLD, 'ms', example.error);
  return coldStart(RUST_COLD, { adapter, code: { kind: 'executable', directory: join(example.directory, 'build') }, outdir });
}

/** From nothing to the first answer of a tool: adapter, server and readiness check start, then comes the call. */
async function coldStart(name: string, server: DeployedServer): Promise<Row> {
  const { through } = await measured({ ...server, kind: 'cold start', runs: RUNS });
  return row(name, through, 'ms', undefined, `median of ${RUNS}, at the speed of this machine`);
}

async function measured(plan: DeployedPlan): Promise<DeployedTimes> {
  const child: Child<DeployedTimes> = await ask(CLIENT, plan);
  child.stop();
  return child.answer;
}
