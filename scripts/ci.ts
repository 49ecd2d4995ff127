/**
 * Runs every suite, goes on where one fails, and ends with the sum of what the runners themselves
 * counted. A suite without a runner counts as one test, and so does what surrounds a runner: compiler
 * and linter.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

interface Suite {
  readonly name: string;
  readonly command: string[];

  /** Whether Jest runs in it and takes options. */
  readonly jest: boolean;
}

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: string[];
}

/** What Jest writes with `--json`, as far as it is read here. */
interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: { readonly assertionResults: { readonly status: string; readonly fullName: string }[] }[];
}

export const SUITES: readonly Suite[] = [
  { name: 'npm run demo', command: ['run', 'demo'], jest: false },
  { name: 'npm test', command: ['test'], jest: true },
  { name: 'npm run test:packed', command: ['run', 'test:packed'], jest: true },
  { name: 'npm run test:languages', command: ['run', 'test:languages'], jest: true },
  { name: 'npm run test:acceptance', command: ['run', 'test:acceptance'], jest: true },
  { name: 'npm run test:deploy', command: ['run', 'test:deploy'], jest: true },
  { name: 'npm run test:build', command: ['run', 'test:build'], jest: true },
  { name: 'npm run test:transcripts', command: ['run', 'test:transcripts'], jest: true },
  { name: 'npm run test:integ', command: ['run', 'test:integ'], jest: false },
  { name: 'npm run test:load', command: ['run', 'test:load'], jest: true },
];

function run({ name, command, jest }: Suite, directory: string): Count {
  console.log(`\n== ${name}`);
  const results = path.join(directory, `${command.join('-').replace(/\W/g, '-')}.json`);
  const options = jest ? ['--', '--json', `--outputFile=${results}`] : [];
  // Jest prints its JSON too; the report for people goes to standard error.
  const { status } = spawnSync('npm', [...command, ...options], { stdio: ['ignore', jest ? 'ignore' : 'inherit', 'inherit'] });
  const around: Count = { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: [] };
  if (!jest || !fs.existsSync(results)) {
    return around;
  }
  const counted = JSON.parse(fs.readFileSync(results, 'utf8')) as JestResults;
  const failed = counted.numFailedTests + counted.numRuntimeErrorTestSuites;
  return {
    passed: counted.numPassedTests,
    failed: failed === 0 ? around.failed : failed,
    skipped: counted.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status: outcome }) => ['pending', 'todo'].includes(outcome)).map(({ fullName }) => fullName)),
  };
}

function main(): void {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-ci-'));
  const counts = SUITES.map((suite) => run(suite, directory));
  fs.rmSync(directory, { recursive: true, force: true });

  const sum = (of: (count: Count) => number) => counts.reduce((total, count) => total + of(count), 0);
  const skipped = counts.flatMap((count) => count.skipped);
  console.log('');
  if (skipped.length > 0) {
    console.log(`${skipped.length} skipped: ${skipped.join('; ')}`);
  }
  const failed = sum((count) => count.failed);
  console.log(`${sum((count) => count.passed)} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (require.main === module) {
  main();
}
