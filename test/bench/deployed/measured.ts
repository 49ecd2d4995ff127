import { join } from 'node:path';
import { DeployedPlan, DeployedTimes } from './plan';
import { ask, Child } from '../child';

const CLIENT = join(__dirname, 'client.ts');

/** Carries the plan out, in a process of its own. */
export async function measured(plan: DeployedPlan): Promise<DeployedTimes> {
  const child: Child<DeployedTimes> = await ask(CLIENT, plan);
  child.stop();
  return child.answer;
}
