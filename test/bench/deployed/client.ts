// A process of its own: it is the Runtime API too, and synthesis prints what is none of the bench's.
import { callThrough, SynthesisedFunction, synthesisedFunction } from './function';
import { ColdStartPlan, DeployedPlan, DeployedTimes, OverheadPlan } from './plan';
import { LambdaHarness } from '../../deploy/harness/lambda-harness';
import { answering } from '../child';
import { ADD, Connection } from '../load/mcp-call';
import { median } from '../statistics';

answering(async (plan: DeployedPlan): Promise<DeployedTimes> => {
  const fn = await synthesisedFunction(plan);
  try {
    return await (plan.kind === 'overhead' ? overhead(fn, plan) : coldStart(fn, plan));
  } finally {
    fn.release();
  }
});

async function overhead({ facts, port }: SynthesisedFunction, { adapter, calls, warmUpCalls }: OverheadPlan): Promise<DeployedTimes> {
  const harness = new LambdaHarness(facts, { adapter });
  const connection = new Connection(`http://127.0.0.1:${port}/mcp`);
  const [through, direct]: number[][] = [[], []];
  try {
    for (let round = -warmUpCalls; round < calls; round++) {
      const times = [await callThrough(harness, ADD), await connection.call(ADD)];
      if (round >= 0) [through, direct].forEach((list, index) => list.push(times[index]));
    }
  } finally {
    await connection.close();
    await harness.end();
  }
  return { through: median(through), direct: median(direct) };
}

async function coldStart({ facts }: SynthesisedFunction, { adapter, runs }: ColdStartPlan): Promise<DeployedTimes> {
  const [inits, totals]: number[][] = [[], []];
  for (let run = 0; run < runs; run++) {
    const harness = new LambdaHarness(facts, { adapter });
    try {
      const started = performance.now();
      const status = await harness.init();
      const init = performance.now() - started;
      if (status !== 'success') throw new Error(`the init phase ended with ${status}: ${harness.lines().join('\n')}`);
      inits.push(init);
      totals.push(init + await callThrough(harness, ADD));
    } finally {
      await harness.end();
    }
  }
  return { through: median(totals), init: median(inits) };
}
