import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT, run } from './run';

/** Whether there are packages of what is compiled. */
function isPacked(language: string): boolean {
  const packed = path.join(ROOT, 'dist', language);
  return fs.existsSync(packed) && fs.statSync(packed).mtimeMs > fs.statSync(path.join(ROOT, '.jsii')).mtimeMs;
}

/** Packs the library for these languages, as far as another test file has not done so before. */
export function pack(...languages: string[]): void {
  const missing = languages.filter((language) => !isPacked(language));
  if (missing.length > 0) run('npx', ['--no-install', 'tsx', 'scripts/package-languages.ts', ...missing]);
}
