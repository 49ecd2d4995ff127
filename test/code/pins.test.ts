import * as fs from 'node:fs';
import * as path from 'node:path';
import * as pins from '../../src/private/pins';

const ROOT = path.join(__dirname, '..', '..');
const PLACES = ['README.md', 'cli/README.md', 'docs', 'src', 'cli/src', 'examples', 'templates', 'test/code'];

function filesIn(place: string): string[] {
  return fs.statSync(place).isFile() ? [place] : fs.readdirSync(place)
    .filter((name) => !['node_modules', 'target', 'build'].includes(name))
    .flatMap((name) => filesIn(path.join(place, name)));
}

/** The texts and sources that name what is pinned, with a version or without. */
function namesOf(pattern: RegExp): string[][] {
  return PLACES.flatMap((place) => filesIn(path.join(ROOT, place)))
    .filter((file) => /\.(md|ts)$|Dockerfile/.test(file) && file !== __filename)
    .flatMap((file) => (fs.readFileSync(file, 'utf8').match(pattern) ?? []).map((name) => [path.relative(ROOT, file), name]));
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
