import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as pins from '../../src/private/pins';

const ROOT = path.join(__dirname, '..', '..');
const HISTORY = ['CHANGELOG.md'];

/** The texts and sources of the project that name what is pinned, with a version or without. */
function namesOf(pattern: RegExp): string[][] {
  const files = execFileSync('git', ['ls-files', '*.md', '*.ts', '*Dockerfile*'], { cwd: ROOT, encoding: 'utf8' }).split('\n')
    .filter((file) => file !== '' && !HISTORY.includes(file) && path.join(ROOT, file) !== __filename);
  return files.flatMap((file) => (fs.readFileSync(path.join(ROOT, file), 'utf8').match(pattern) ?? []).map((name) => [file, name]));
}

test.each(Object.entries(pins))('%s is of one exact version', (_name, pin) => {
  expect(pin).toMatch(/[:=]\d+\.\d+\.\d+$/);
});

test.each([
  [pins.CARGO_LAMBDA_IMAGE, /ghcr\.io\/cargo-lambda\/cargo-lambda[\w.:@-]*/g],
  [pins.ADAPTER_IMAGE, /public\.ecr\.aws\/awsguru\/aws-lambda-adapter[\w.:@-]*/g],
  [pins.UV_REQUIREMENT, /\buv==[\w.]*/g],
])('what documents, examples and sources say of %s is what is used', (pin, pattern) => {
  const names = namesOf(pattern);
  expect(names.length).toBeGreaterThan(1); // the pin itself, and what names it;
  expect(names.filter(([, name]) => name.replace(/\.$/, '') !== pin)).toEqual([]);
});
