import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DemoFailure, EXIT } from './failure';

/** The repository. */
export const ROOT = join(__dirname, '..');

/** A compiler writes all its files, so one of them tells the time of all. */
const COMPILED = [
  { sources: 'src', output: 'lib/bundle.js' },
  { sources: 'cli/src', output: 'cli/lib/main.js' },
];

/** Whether the library or the command line was never compiled, or was changed since. */
export function needsCompiling(): boolean {
  return COMPILED.some(({ sources, output }) => changedAt(output) < newest(sources));
}

/** Compiles the library and the command line. */
export async function compile(): Promise<void> {
  const compiler = spawn(process.execPath, [require.resolve('projen/bin/projen'), 'compile'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([text(compiler.stdout), text(compiler.stderr), once(compiler, 'close')]);
  if (compiler.exitCode !== 0) {
    throw new DemoFailure(EXIT.NOT_STARTED, `could not compile the library and the command line:\n${output}${errors}`);
  }
}

function newest(folder: string): number {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return Math.max(0, ...files.map((file) => changedAt(join(folder, file))));
}

function changedAt(file: string): number {
  return statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? -1;
}
