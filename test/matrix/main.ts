/**
 * Runs the library's tests with the oldest CDK that is supported and with the newest, with the recommended feature flags off
 * and on, on this Node and on the newest that npm can install, and prints a table line by line. The examples' tests run
 * once more with every flag, and the command line's with each CDK and on each Node, as it sees what an app has synthesised.
 */
import { checkout } from './checkout';
import { FLAGS_OFF, recommendedFlags, validatedFlags } from './flags';
import { newestNode, thisNode } from './nodes';
import { Cell, runTests } from './run-tests';
import { head, row } from './table';

/** All but tests that say nothing of the CDK (of documents, processes and times), or what the oldest and no other has (of templates). */
const LIBRARY = ['--roots', 'test', '--testPathIgnorePatterns', '/test/(bench|demo|docs|load|templates)'];

/** What could be deployed as it is. */
const EXAMPLES = ['--roots', 'test', '--testPathPatterns', '/test/(nag|examples|compatibility/upgrade)'];

/** All but the one that knows every property of the oldest CDK. */
const COMMAND_LINE = ['--roots', 'cli/test', '--testPathIgnorePatterns', 'resource-schema'];

/** Every combination; Jest's options choose among the tests of each. */
function cells(options: readonly string[]): Cell[] {
  const nodes = [thisNode(), newestNode()];
  return [checkout(), checkout('latest')].flatMap((cdk) => [
    ...[FLAGS_OFF, recommendedFlags(cdk)].flatMap((flags) => nodes.map((node) => ({ cdk, flags, node, suite: 'library', options: [...LIBRARY, ...options] }))),
    { cdk, flags: validatedFlags(cdk), node: thisNode(), suite: 'examples', options: [...EXAMPLES, ...options] },
    ...nodes.map((node) => ({ cdk, flags: FLAGS_OFF, node, suite: 'command line', options: [...COMMAND_LINE, ...options] })),
  ]);
}

/** Runs them one after the other, as a run takes every processor; each is printed when it is there. */
function main(options: readonly string[]): boolean {
  const all = cells(options);
  console.log(head());
  return all.map((cell) => {
    const run = runTests(cell);
    console.log(row(run));
    return run.failed === 0 && run.passed > 0;
  }).every(Boolean);
}

process.exitCode = main(process.argv.slice(2)) ? 0 : 1;
