// The cold starts of the examples as a table in Markdown: the bench starts each a few times only.
import { rmSync } from 'node:fs';
import { ColdStart, measureColdStarts } from './measures/cold-starts';
import { makeWorkspace } from './workspace';
import { onSignal } from '../../demo/signals';
import { ADAPTER_VERSION } from '../deploy/tools/adapter';

/** Unless the first argument says another number. */
const RUNS = 25;

/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;

async function main([runs = String(RUNS)]: string[]): Promise<void> {
  if (!/^[1-9]\d{0,3}$/.test(runs)) throw new Error(`runs: got ${JSON.stringify(runs)}, expected how often each example is to start, 1 to 9999`);
  const workspace = makeWorkspace();
  process.once('exit', () => rmSync(workspace.directory, { recursive: true, force: true, maxRetries: 5 }));
  const release = onSignal(() => process.exit(INTERRUPTED));
  const starts = await measureColdStarts(workspace, Number(runs));
  console.log(`Medians of ${runs} starts, adapter ${ADAPTER_VERSION}, Node.js ${process.versions.node}\n\n${table(starts)}`);
  release();
}

function table(starts: readonly ColdStart[]): string {
  const lines = starts.map(({ language, times }) => 'error' in times
    ? [language, `not measured: ${times.error.replaceAll('\n', ' ')}`, '', '']
    : [language, ...[times.init, times.total - times.init, times.total].map((ms) => `${ms.toFixed(0)} ms`)]);
  const all = [['example', 'init phase', 'first call', 'both'], ['---', '---:', '---:', '---:'], ...lines];
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

void main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
