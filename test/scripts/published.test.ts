import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { preProcessFile } from 'typescript';

const ROOT = path.join(__dirname, '..', '..');

const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' })) as [
  { files: { path: string }[] },
];
const published = new Set(files.map((file) => file.path));

/** The files that these lead to by relative imports, themselves included. */
function closure(entries: readonly string[], ending: '.js' | '.d.ts'): string[] {
  const found = new Set<string>();
  const add = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const { importedFiles } = preProcessFile(fs.readFileSync(path.join(ROOT, file), 'utf8'), true, true);
    importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'))
      .forEach((name) => add(path.join(path.dirname(file), name.endsWith(ending) ? name : `${name}${ending}`)));
  };
  entries.forEach(add);
  return [...found];
}

/** What the sources of the command line import of the library beside the library itself. */
function importedByCli(): string[] {
  const sources = fs.readdirSync(path.join(ROOT, 'cli', 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = sources.map((file) => fs.readFileSync(path.join(ROOT, 'cli', 'src', file), 'utf8'));
  return texts.flatMap((text) => [...text.matchAll(/from 'cdk-mcp-lambda\/(lib\/[^']+)'/g)].map(([, name]) => name));
}

const imported = importedByCli();
const forCli = closure(imported.map((name) => `${name}.js`), '.js');

/** What the library itself loads, reads or uploads. */
const ownCode = ['lib/bundle.js', 'lib/deploy-toml/syntax.js', 'lib/authorizer/bundle/index.js', ...closure(['lib/discovery/handler/index.js'], '.js')];

const missing = (names: readonly string[]) => names.filter((name) => !published.has(name));

test('what is published holds what the command line imports, and all that this leads to', () => {
  expect(imported.length).toBeGreaterThan(5);
  expect(missing(forCli)).toEqual([]);
});

test('it holds every file that the bundle reads or uploads', () => {
  expect(missing([
    ...ownCode,
    ...fs.readdirSync(path.join(ROOT, 'assets')).map((name) => `assets/${name}`),
  ])).toEqual([]);
});

test('it holds the schema to which editors are sent', () => {
  expect(missing(['schema/deploy-toml.json'])).toEqual([]);
});

test('it holds every type that a public type refers to', () => {
  expect(missing(closure(['lib/index.d.ts'], '.d.ts'))).toEqual([]);
});

test('code of the library is there once: in the bundle, as a function of its own, or for the command line', () => {
  const read = new Set([...ownCode, ...forCli]);
  expect([...published].filter((name) => name.startsWith('lib/') && name.endsWith('.js') && !read.has(name))).toEqual([]);
});
