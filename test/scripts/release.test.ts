import * as fs from 'node:fs';
import * as path from 'node:path';
import { tarballOf } from '../../scripts/package';

const ROOT = path.join(__dirname, '..', '..');
const LANGUAGES = ['java', 'python', 'dotnet', 'go'];

const { tasks } = JSON.parse(fs.readFileSync(path.join(ROOT, '.projen', 'tasks.json'), 'utf8')) as {
  tasks: Record<string, { readonly steps?: readonly object[] }>;
};

const workflow = (name: string) => fs.readFileSync(path.join(ROOT, '.github', 'workflows', `${name}.yml`), 'utf8');

const runs = (name: string, pattern: RegExp) => [...workflow(name).matchAll(pattern)].map(([, found]) => found);

test.each(['release', 'build'])('the workflow %s packs each language by the script whose packages are tried', (name) => {
  expect(runs(name, /npx projen package:(\S+)/g).sort()).toEqual([...LANGUAGES].sort());
  for (const language of LANGUAGES) {
    expect(tasks[`package:${language}`].steps).toEqual([{ exec: `tsx scripts/package-languages.ts ${language}` }]);
  }
});

test('what the release builds, and publishes to npm, is what package:npm packs', () => {
  expect(tasks.release.steps).toContainEqual({ spawn: 'build' });
  expect(tasks.build.steps).toContainEqual({ spawn: 'package' });
  expect(tasks.package.steps).toEqual([{ spawn: 'package:npm' }]);
  const [publishes] = runs('release', /\n {2}release_npm:\n((?: {3,}.*\n)+)/g);
  expect(publishes).toMatch(/run: mv dist\/cli\/\*\.tgz dist\/js\/\n[^]*'publib-npm'/);
  expect(publishes).not.toContain('npx projen');
});

test('other languages are made from one archive, the library', () => {
  expect(new Set(runs('release', /run: (tar .*)/g))).toEqual(new Set(['tar --strip-components=1 -xzvf dist/js/*.tgz -C .repo']));
  expect((['cdk-mcp-lambda', 'mcp-lambda'] as const).map((name) => path.relative(ROOT, path.dirname(tarballOf(name))))).toEqual(['dist/js', 'dist/cli']);
});
