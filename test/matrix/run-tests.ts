import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Checkout } from './checkout';
import { Flags } from './flags';
import { NodeJs } from './nodes';

/** What is run, and with what. */
export interface Cell {
  readonly cdk: Checkout;
  readonly flags: Flags;
  readonly node: NodeJs;
  readonly suite: string;

  /** Options of Jest that choose the tests. */
  readonly options: readonly string[];
}

export interface Run extends Cell {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

/** Jest's own counts; tests that fail are printed by Jest. */
export function runTests(cell: Cell): Run {
  const { cdk, flags, node, options } = cell;
  const output = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-matrix-')), 'results.json');
  const start = Date.now();
  spawnSync(node.executable, ['node_modules/jest/bin/jest.js', '--ci', '--silent', '--json', `--outputFile=${output}`, ...options], {
    cwd: cdk.directory,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PATH: `${path.dirname(node.executable)}${path.delimiter}${process.env.PATH}`,
      CDK_CONTEXT_JSON: JSON.stringify(flags.context),
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
    },
  });
  const results = fs.existsSync(output) ? JSON.parse(fs.readFileSync(output, 'utf8')) : {};
  const { numPassedTests = 0, numFailedTests = 1, numRuntimeErrorTestSuites = 0, numPendingTests = 0, numTodoTests = 0 } = results;
  return {
    ...cell,
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: numPendingTests + numTodoTests,
    seconds: Math.round((Date.now() - start) / 1000),
  };
}
