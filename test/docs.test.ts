import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { directoryOf } from './support';
import { readmeWithSettings } from '../scripts/readme-settings';
import { readDeployToml } from '../src/deploy-toml/read';

const ROOT = path.join(__dirname, '..');

/** Virtual files stand here: its packages are those of a user. */
const PLACE = path.join(ROOT, 'examples', 'quickstart');

interface Block {
  readonly where: string;
  readonly language: string;
  readonly text: string;
}

function filesBelow(folder: string, ending: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
    .map((file) => path.join(folder, file));
}

const DOCUMENTS = [
  'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'cli/README.md', ...['docs', 'examples', 'templates'].flatMap((folder) => filesBelow(folder, '.md')),
];

/** Every fenced block of the documents. */
const blocks: Block[] = DOCUMENTS.flatMap((document) => {
  const text = fs.readFileSync(path.join(ROOT, document), 'utf8');
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language, content], index) => (
    { where: `${document}, block ${index + 1}`, language, text: content }));
});

/** Every example of a docstring: a program by itself. */
const examples: Block[] = filesBelow('src', '.ts').flatMap((file) => {
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(/^ *\* @example\n((?: *\*(?: .*)?\n)+?)(?= *\*\/| *\* @)/gm)].map(([, lines], index) => (
    { where: `${file}, example ${index + 1}`, language: 'ts', text: lines.replace(/^ *\* ?/gm, '') }));
});

const ofLanguage = (...languages: string[]) =>
  [...blocks, ...examples].filter(({ language }) => languages.includes(language)).map((block) => [block.where, block] as const);

const programs = ofLanguage('ts', 'typescript');
const virtual = new Map(programs.map(([, { text }], index) => [path.join(PLACE, `documented-${index}.ts`), text]));

/** What the compiler says, by virtual file. */
const diagnostics = (() => {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [path.join(ROOT, 'node_modules', '@types')],
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (file) => virtual.get(path.normalize(file)) ?? readFile(file);
  host.fileExists = (file) => virtual.has(path.normalize(file)) || fileExists(file);
  return ts.getPreEmitDiagnostics(ts.createProgram([...virtual.keys()], options, host));
})();

test('there are documents, blocks and examples to check', () => {
  expect(programs.length).toBeGreaterThan(2);
  expect(examples.length).toBeGreaterThan(0);
});

test.each(programs.map(([where], index) => [where, [...virtual.keys()][index]]))('%s compiles', (_where, file) => {
  const messages = diagnostics.filter((diagnostic) => diagnostic.file && path.normalize(diagnostic.file.fileName) === file);
  expect(messages.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test('every JSON block is JSON', () => {
  ofLanguage('json').forEach(([, { text }]) => expect(() => JSON.parse(text)).not.toThrow());
});

test('the fifteen lines of the README are the app of the quickstart', () => {
  const app = fs.readFileSync(path.join(PLACE, 'app.ts'), 'utf8');
  expect(blocks.map(({ text }) => text)).toContain(app);
});

test.each(ofLanguage('sh', 'bash'))('%s is a script, and the npm scripts in it exist', (where, { text }) => {
  expect(spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' }).stderr).toBe('');
  const [project = ''] = /^(?:examples|templates\/mcp-server)\/[^/]+/.exec(where) ?? []; // it may have scripts of its own
  const manifest = [project, ''].map((folder) => path.join(ROOT, folder, 'package.json')).find((file) => fs.existsSync(file))!;
  const { scripts } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  for (const [, name] of text.matchAll(/npm run (?:--silent )?(\w[\w:-]*)/g)) {
    expect(scripts).toHaveProperty([name]);
  }
});

test.each(ofLanguage('toml'))('%s is a deploy.toml', (_where, { text }) => {
  expect(readDeployToml(path.join(directoryOf({ 'deploy.toml': text }), 'deploy.toml')).problems).toEqual([]);
});

test('every block says its language, and it is one that is checked', () => {
  const checked = ['ts', 'typescript', 'json', 'sh', 'bash', 'text', 'toml', 'python'];
  expect(blocks.filter(({ language }) => !checked.includes(language)).map(({ where }) => where)).toEqual([]);
});

test('the one program in Python is that which the test of languages runs', () => {
  expect(ofLanguage('python').map(([where]) => where)).toEqual(['docs/platform-teams.md, block 2']);
});

test.each(DOCUMENTS)('%s links to files that exist', (document) => {
  const text = fs.readFileSync(path.join(ROOT, document), 'utf8');
  for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)) {
    expect([target, fs.existsSync(path.join(ROOT, path.dirname(document), target))]).toEqual([target, true]);
  }
});

test.each(DOCUMENTS)('%s names files and npm scripts of the repository that exist', (document) => {
  const text = fs.readFileSync(path.join(ROOT, document), 'utf8');
  const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const [, file] of text.matchAll(/`((?:src|test|cli\/src|cli\/test|projenrc)\/[\w./-]*\w(?:\.ts)?)[`/]/g)) {
    expect([file, fs.existsSync(path.join(ROOT, file)) || fs.existsSync(path.join(ROOT, path.dirname(document), file))]).toEqual([file, true]);
  }
  for (const [, script] of text.matchAll(/`(?:npm run )?((?:test|package|compile):[\w-]+)`/g)) {
    expect(scripts).toHaveProperty([script]);
  }
});

test('the README names every setting', () => {
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  expect(readme).toMatch(/^\| \[McpLambdaServerOptions\]\(API\.md#.*`memorySize`/m);
  expect(readme === readmeWithSettings() ? '' : 'other settings are published: npx projen docgen writes them').toBe('');
});
