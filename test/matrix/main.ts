/**
 * Runs the library's tests with the oldest CDK that is supported and with the newest, with the recommended feature flags off
 * and on, on this Node and on the newest that npm can install, and prints one table. Each Node also runs the
 * command line's tests once.
 */
import { checkout } from './checkout';
import { FLAGS_OFF, recommendedFlags } from './flags';
import { newestNode, thisNode } from './nodes';
import { Run, runTests } from './run-tests';
import { table } from './table';

/** All but tests that say nothing of the CDK (of documents, processes and times), or what the oldest and no other has (of templates). */
const LIBRARY = ['--roots', 'test', '--testPathIgnorePatterns', '/test/(bench|demo|docs|load|templates)'];

async function main(): Promise<boolean> {
  const nodes = [thisNode(), newestNode()];
  const runs: Run[] = [];
  for (const cdk of [checkout(), checkout('latest')]) {
    for (const flags of [FLAGS_OFF, recommendedFlags(cdk)]) {
      for (const node of nodes) {
        runs.push(runTests({ cdk, flags, node, suite: 'library', options: LIBRARY }));
      }
    }
  }
  const [floor] = runs;
  for (const node of nodes) {
    runs.push(runTests({ cdk: floor.cdk, flags: FLAGS_OFF, node, suite: 'command line', options: ['--roots', 'cli/test'] }));
  }
  console.log(table(runs));
  return runs.every(({ failed, passed }) => failed === 0 && passed > 0);
}

void main().then((green) => process.exit(green ? 0 : 1));
