import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** What is made anew, or belongs to one checkout. */
const LEFT_OUT = ['node_modules', 'build', 'target', 'cdk.out', '.venv', '__pycache__'];

/** A copy of an example, to be changed and synthesised without a trace in the original. */
export function copyExample(name: string, directory: string): string {
  const copy = join(directory, name);
  cpSync(join(ROOT, 'examples', name), copy, { recursive: true, filter: (source) => !LEFT_OUT.includes(basename(source)) });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Replaces a text that must be there. */
export function changeFile(file: string, { from, to }: { readonly from: string; readonly to: string }): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}
