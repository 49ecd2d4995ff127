import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT, run } from './run';

/** Packs the library for these languages, as it is compiled, where that has not been done. */
export function packLanguages(languages: readonly string[]): void {
  const missing = languages.filter((language) => !isPacked(language));
  if (missing.length > 0) run('npx', ['--no-install', 'tsx', 'scripts/package-languages.ts', ...missing]);
}

function isPacked(language: string): boolean {
  const packed = path.join(ROOT, 'dist', language);
  return fs.existsSync(packed) && fs.statSync(packed).mtimeMs > fs.statSync(path.join(ROOT, '.jsii')).mtimeMs;
}
