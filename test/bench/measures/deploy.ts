import { adapterBinarySync } from '../../deploy/tools/adapter';
import { installMinistack } from '../../deploy/tools/ministack';
import { Deploying } from '../deploys/deploying';
import { atMost, Row, row, unmeasured } from '../row';
import { median } from '../statistics';
import { Workspace } from '../workspace';

const NAME = 'mcp-lambda deploy of changed code';

/** Odd, so that one pair is the median. */
const PAIRS = 7;

const TIME = atMost(1.1);

/** What `mcp-lambda deploy` adds, checks and call of the server included, to `cdk deploy` of the same app. */
export async function deploy(workspace: Workspace): Promise<Row[]> {
  const [ministack, adapter] = [installMinistack(), adapterBinarySync()];
  if ('error' in ministack) return [unmeasured(NAME, 'ratio', ministack.error)];
  if ('error' in adapter) return [unmeasured(NAME, 'ratio', adapter.error)];
  const deploying = await Deploying.start({ python: ministack.python, adapter: adapter.binary }, workspace);
  try {
    return [await compare(deploying)];
  } finally {
    await deploying.stop();
  }
}

/** In pairs, whose order takes turns. */
async function compare(deploying: Deploying): Promise<Row> {
  const times: { readonly ours: number; readonly cdk: number }[] = [];
  // The first pair makes the stack, and does not count.
  for (let pair = 0; pair <= PAIRS; pair++) {
    const time = pair % 2 === 0
      ? { ours: await deploying.deploy('mcp-lambda'), cdk: await deploying.deploy('cdk') }
      : { cdk: await deploying.deploy('cdk'), ours: await deploying.deploy('mcp-lambda') };
    if (pair > 0) times.push(time);
  }
  const note = `${Math.round(median(times.map(({ ours }) => ours)))} ms, cdk deploy ${Math.round(median(times.map(({ cdk }) => cdk)))} ms; ${PAIRS} pairs`;
  return row(NAME, median(times.map(({ ours, cdk }) => ours / cdk)), 'ratio', TIME, note);
}
