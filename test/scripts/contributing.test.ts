import * as fs from 'node:fs';
import * as path from 'node:path';
import { SUITES } from '../../scripts/ci';

const ROOT = path.join(__dirname, '..', '..');

const [, chapter] = /\n## What the scripts do\n(.*?)\n## /s.exec(fs.readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8'))!;
const namesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

test('CONTRIBUTING.md explains every script of package.json once, and no other', () => {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const explained = [...chapter.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell]) => namesIn(cell)).filter((name) => name !== 'npm run …');
  expect(explained.sort()).toEqual(Object.keys(scripts).sort());
});

test('it names the suites that .ci/run runs, in their order', () => {
  const [, said] = /`\.ci\/run` (.*?)\./s.exec(chapter)!;
  expect(namesIn(said)).toEqual(SUITES.map(({ command }) => command.at(-1)));
});

test('.ci/run runs these suites', () => {
  expect(fs.readFileSync(path.join(ROOT, '.ci', 'run'), 'utf8')).toMatch(/^exec npx tsx scripts\/ci\.ts$/m);
});
