import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { go } from './go';
import { java } from './java';
import { Language } from './language';
import { python } from './python';
import { CDK_VERSION, CONSUMERS, ROOT, run } from './run';
import { synthesiseTypeScript } from './typescript';
import { valuesOfCalls } from './values';
import { ARM64_PROGRAM } from '../examples/synthesised';

jest.setTimeout(1_200_000);

const TRANSLATIONS = ['python', 'java', 'csharp', 'go'];

/** Stands in for the adapter that a user has downloaded: what is compared is how it is written, and that it is taken. */
const ADAPTER = path.join(CONSUMERS, 'build', 'adapter', 'extensions', 'lambda-adapter');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-languages-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

const languages = [python, java, go].map((language: Language) => ({ language, installed: language.install() }));
for (const { language, installed } of languages) {
  if ('error' in installed) {
    console.error(`${language.name} could not be set up:\n${installed.error}`);
  }
}

const isInstalled = (language: Language) => languages.some((one) => one.language === language && !('error' in one.installed));

const outdirOf = (name: string) => path.join(directory, name);

/** The templates of an assembly by their files, without what names the versions that wrote them. */
function templatesOf(name: string): Record<string, any> {
  const files = fs.readdirSync(outdirOf(name)).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(files.map((file) => {
    const template = JSON.parse(fs.readFileSync(path.join(outdirOf(name), file), 'utf8'));
    const versioned = Object.keys(template.Resources).filter((id) => template.Resources[id].Type === 'AWS::CDK::Metadata');
    versioned.forEach((id) => delete template.Resources[id]);
    return [file, template];
  }));
}

beforeAll(() => {
  const packed = languages.filter(({ installed }) => !('error' in installed)).map(({ language }) => language.name);
  run('npx', ['--no-install', 'tsx', 'scripts/package-languages.ts', ...packed, 'dotnet']);
  fs.mkdirSync(path.dirname(ADAPTER), { recursive: true });
  fs.writeFileSync(ADAPTER, ARM64_PROGRAM, { mode: 0o755 });
  synthesiseTypeScript(outdirOf('typescript'));
});

/** A factory is the same code in every language; what differs is how values get there. */
test('the app that is compared to writes every strategy, or one that takes the same kinds of values', () => {
  const { types } = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8'));
  const app = fs.readFileSync(path.join(CONSUMERS, 'typescript', 'app.ts'), 'utf8');
  const calls = [...valuesOfCalls(types)];
  const written = calls.filter(([call]) => app.includes(`${call}(`));
  const kinds = new Set(written.flatMap(([, values]) => [...values]));
  expect(written.length).toBeGreaterThan(35);
  expect(calls.filter(([, values]) => ![...values].every((kind) => kinds.has(kind))).map(([call]) => call)).toEqual([]);
});

test.each(['java/pom.xml', 'go/go.mod'])('%s names the CDK that the others have', (file) => {
  const versions = fs.readFileSync(path.join(CONSUMERS, file), 'utf8').match(/2\.2\d\d\.\d+/g);
  expect(new Set(versions)).toEqual(new Set([CDK_VERSION]));
});

for (const { language, installed } of languages) {
  ('error' in installed ? test.skip : test)(`the app in ${language.name} writes the templates that TypeScript does, asset hashes included`, () => {
    language.synthesise(outdirOf(language.name), 'error' in installed ? [] : installed.programs);
    const templates = templatesOf('typescript');
    expect(Object.keys(templates)).toHaveLength(10);
    expect(templatesOf(language.name)).toEqual(templates);
  });
}

test('the package for .NET has its project and its documentation', () => {
  const sources = path.join(ROOT, 'dist', 'dotnet', 'CdkMcpLambda');
  const packed = fs.existsSync(sources) ? fs.readdirSync(sources) : fs.readdirSync(path.join(ROOT, 'dist', 'dotnet'));
  expect(packed).toContainEqual(expect.stringMatching(/\.(csproj|nupkg)$/));
});


(isInstalled(go) ? test : test.skip)('the README of a package, which knows nothing of the repository, leads to its documents', () => {
  const readme = fs.readFileSync(path.join(ROOT, 'dist', 'go', 'cdkmcplambda', 'README.md'), 'utf8');
  expect(readme.match(/\]\((?!https:|#)[^)]*\)/g)).toBeNull();
  expect(readme).toContain('](https://raw.githubusercontent.com/cdk-mcp-lambda/cdk-mcp-lambda/main/docs/architecture.svg)');
  expect(readme).toContain('](https://github.com/cdk-mcp-lambda/cdk-mcp-lambda/blob/main/docs/endpoints.md)');
});

test('every example of the README and of the API compiles, and is shown in every language', () => {
  const { snippets } = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii.tabl.json'), 'utf8'));
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  expect(Object.keys(snippets).length).toBeGreaterThan(readme.match(/^```ts$/gm)!.length);
  for (const { location, didCompile, translations } of Object.values<any>(snippets)) {
    expect([location, didCompile, Object.keys(translations)]).toEqual([location, true, expect.arrayContaining(TRANSLATIONS)]);
  }
});
