import { rmSync } from 'node:fs';
import { readArguments, USAGE, UsageError } from './arguments';
import { coldStarts } from './measures/cold-starts';
import { deploy } from './measures/deploy';
import { deployed } from './measures/deployed';
import { dev } from './measures/dev';
import { languages } from './measures/languages';
import { packedSize } from './measures/packed-size';
import { start } from './measures/start';
import { streaming } from './measures/streaming';
import { synthesis } from './measures/synthesis';
import { jsonReport, Report, textReport } from './report';
import { Row } from './row';
import { makeWorkspace, Workspace } from './workspace';
import { compile, needsCompiling } from '../../demo/compile';
import { onSignal } from '../../demo/signals';

/** All that is measured, in this order, one after the other: two at once would measure each other. */
const MEASURES: readonly [title: string, measure: (workspace: Workspace) => Promise<Row[]>][] = [
  ['Synthesis beside hand-written code', synthesis],
  ['Calls through dev, a bare proxy and none', dev],
  ['The first streamed event, through dev and directly', streaming],
  ['Start of dev', start],
  ['Size of the packed library', packedSize],
  ['The packages in other languages beside the CDK', languages],
  ['Calls through the Lambda Web Adapter', deployed],
  ['Cold starts behind the Lambda Web Adapter', coldStarts],
  ['Deploys of changed code', deploy],
];

/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;

async function bench(report: Report): Promise<void> {
  if (needsCompiling()) {
    report.begin('Compiling the library and the command line');
    await compile();
  }
  const workspace = makeWorkspace();
  // Children end with this process.
  process.once('exit', () => rmSync(workspace.directory, { recursive: true, force: true, maxRetries: 5 }));
  const release = onSignal(() => process.exit(INTERRUPTED));
  for (const [title, measure] of MEASURES) {
    report.begin(title);
    report.add(await measure(workspace));
  }
  release();
  report.end();
}

function main(): Promise<void> | void {
  const { json, help } = readArguments(process.argv.slice(2));
  if (help) return console.log(USAGE);
  return bench((json ? jsonReport : textReport)(process.stdout, process.stderr));
}

void Promise.resolve().then(main).catch((error: Error) => {
  console.error(error instanceof UsageError ? error.message : `The bench broke off: ${error.message}`);
  process.exit(1);
});
