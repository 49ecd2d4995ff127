import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** What is made anew, or belongs to one checkout. */
const LEFT_OUT = ['node_modules', 'target', 'cdk.out'];

/** The quickstart, which is built by each synthesis. */
export const QUICKSTART = join(ROOT, 'examples', 'quickstart');

/** A copy of an example, to be changed and synthesised without a trace in the original. */
export function copyExample(source: string, directory: string): string {
  const copy = join(directory, 'app');
  cpSync(source, copy, { recursive: true, filter: (path) => !LEFT_OUT.includes(relative(source, path)) });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Replaces a text that must be there. */
export function changeFile(file: string, { from, to }: { readonly from: string; readonly to: string }): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}
