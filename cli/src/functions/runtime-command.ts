import { join } from 'node:path';
import { assetCommand, StartCommand, unpacked } from '../instances/start-command';
import { LambdaFacts } from '../template/model';

/** They are no part of the compiled program: other programs run them. */
const BOOTSTRAPS = join(__dirname, '..', '..', 'bootstraps');

/**
 * What runs a function's handler: what its asset has on an OS-only runtime, else this machine's own Node or Python,
 * whatever version the template names.
 */
export async function runtimeCommand(facts: LambdaFacts): Promise<StartCommand> {
  const { runtime, logicalId, handler } = facts;
  if (runtime.startsWith('provided')) return { ...await assetCommand(facts), title: `bootstrap of the function ${logicalId}` };
  const cwd = unpacked(facts);
  const title = `${handler} of the function ${logicalId}`;
  // Lambda's code is read-only, too: what is compiled is not written beside it.
  return runtime.startsWith('python')
    ? { file: 'python3', args: ['-B', '-u', join(BOOTSTRAPS, 'python.py')], cwd, title }
    : { file: process.execPath, args: [join(BOOTSTRAPS, 'node.mjs')], cwd, title };
}
