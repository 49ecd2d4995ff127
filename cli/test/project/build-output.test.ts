import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { buildOutput } from '../../src/project/build-output';
import { AppSource } from '../../src/project/find-app';

let root: string;

beforeEach(() => { root = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'))); });

afterEach(() => rmSync(root, { recursive: true }));

/** An app in a directory of its own, as `cdk.json` makes it one. */
const source = (directory = root): AppSource => ({ kind: 'command', command: 'true', directory });

/** What the real CDK writes, with a stack in it or without any. */
function synth(outdir: string, stacks = 1): string {
  const app = new App({ outdir });
  if (stacks > 0) new Stack(app, 'Demo');
  return app.synth().directory;
}

const EXTENSION = { 'manifest.json': '{"manifest_version":3,"name":"Tabs","version":"1.0.0"}' };

function directoryWith(name: string, files: Readonly<Record<string, string>>): string {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true });
  Object.entries(files).forEach(([file, text]) => writeFileSync(join(directory, file), text));
  return directory;
}

test.each([1, 0])('an assembly that the CDK has written beside the app, with %i stacks, may go', (stacks) => {
  const directory = synth(join(root, 'cdk.out'), stacks);
  expect(buildOutput(directory, source(), root)).toEqual({ directory });
});

test('a directory that is not there, or of no app, is none', () => {
  expect(buildOutput(join(root, 'cdk.out'), source(), root)).toBeUndefined();
  expect(buildOutput(undefined, { kind: 'assembly', directory: root }, root)).toBeUndefined();
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['a browser extension', EXTENSION],
  ['a browser extension with a file cdk.out', { ...EXTENSION, 'cdk.out': '' }],
  ['a web app', { 'manifest.json': '{"name":"App","icons":[]}', 'cdk.out': '' }],
  ['a list', { 'manifest.json': '[]', 'cdk.out': '' }],
  ['null', { 'manifest.json': 'null', 'cdk.out': '' }],
  ['no JSON', { 'manifest.json': '{', 'cdk.out': '' }],
  ['artifacts without a type', { 'manifest.json': '{"version":"48.0.0","artifacts":{"a":{}}}', 'cdk.out': '' }],
  ['artifacts that are null', { 'manifest.json': '{"version":"48.0.0","artifacts":{"a":null}}', 'cdk.out': '' }],
  ['no manifest', { 'index.html': '' }],
])('a directory whose manifest.json is that of %s stays', (_name, files) => {
  const directory = directoryWith('out', files);
  expect(buildOutput(directory, source(), root)).toEqual({ directory, keptBecause: 'it is no cloud assembly of the CDK' });
});

test('an assembly beside other files, as in the output of another build, stays', () => {
  const directory = synth(join(root, 'dist'));
  writeFileSync(join(directory, 'thesis.txt'), '');
  expect(buildOutput(directory, source(), root)).toEqual({ directory, keptBecause: "thesis.txt in it is not the CDK's" });
});

test.each(['tree-1.json', 'trees.json', 'synth.lock.old', 'xsynth.lock.1_1'])('%s, which looks like the CDK\'s and is not, stays with its directory', (name) => {
  const directory = synth(join(root, 'cdk.out'));
  writeFileSync(join(directory, name), '');
  expect(buildOutput(directory, source(), root)).toEqual({ directory, keptBecause: `${name} in it is not the CDK's` });
});

test('all that the CDK writes may go: assets, stages, nested stacks, a tree in parts and reports', () => {
  const app = new App({
    outdir: join(root, 'cdk.out'),
    context: { '@aws-cdk/core:validationReportJson': true, '@aws-cdk/core.TreeMetadata:maxNodes': 5 },
    policyValidationBeta1: [{ name: 'passes', validate: () => ({ success: true, violations: [] }) }],
  });
  jest.spyOn(console, 'log').mockImplementation(); // the CDK prints that all is well
  const stack = new Stack(new Stage(app, 'Prod'), 'Demo');
  new Asset(stack, 'Directory', { path: directoryWith('site', { 'index.html': '' }) });
  const outer = new Stack(app, 'Outer');
  Role.customizeRoles(outer, { preventSynthesis: false });
  new NestedStack(outer, 'Inner');
  new Role(outer, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  app.synth();
  expect(readdirSync(app.outdir)).toEqual(expect.arrayContaining(['assembly-Prod', 'trees-1.json', 'iam-policy-report.txt', expect.stringMatching(/validation-report/)]));
  ['.cache', '.hotswap-cache', 'asset.0ab2.zip', 'synth.lock', 'read.12.1.lock'].forEach((name) => writeFileSync(join(app.outdir, name), '')); // of deploys
  expect(buildOutput(app.outdir, source(), root)).toEqual({ directory: app.outdir });
});

// The Toolkit renames a file to be its lock, and one that ends between the two leaves it.
test.each(['synth.lock.8890_1', 'read.8890.1.lock.8890_2'])('%s, which an interrupted run has left, holds nothing up', (name) => {
  const directory = synth(join(root, 'cdk.out'));
  writeFileSync(join(directory, name), '8890');
  expect(buildOutput(directory, source(), root)).toEqual({ directory });
});

test('a directory to which a link leads goes, and not the link', () => {
  const directory = synth(join(root, 'elsewhere'));
  symlinkSync(directory, join(root, 'cdk.out'));
  expect(buildOutput(join(root, 'cdk.out'), source(), root)).toEqual({ directory });
});

test('an assembly that the app has written into its own directory, or into one above it, stays', () => {
  synth(root);
  const app = directoryWith('infra/app', {});
  expect(buildOutput(root, source(), '/')).toEqual({ directory: root, keptBecause: 'the CDK app is in it' });
  expect(buildOutput(root, source(app), '/')).toMatchObject({ keptBecause: 'the CDK app is in it' });
});

test('an assembly around the project, the current directory or the home directory stays', () => {
  synth(root);
  const elsewhere = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'));
  try {
    const project = { root, appDirectory: elsewhere, deployToml: '', ownApp: true };
    expect(buildOutput(root, { kind: 'command', command: '', directory: elsewhere, project }, elsewhere)).toMatchObject({ keptBecause: 'the project is in it' });
    expect(buildOutput(root, source(elsewhere), directoryWith('below', {}))).toMatchObject({ keptBecause: 'the current directory is in it' });
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
  expect(buildOutput(homedir(), source(), root)).toMatchObject({ keptBecause: expect.stringMatching(/is in it$/) as string });
});

test('a link to such a directory is seen through', () => {
  synth(root);
  const link = join(root, 'out');
  symlinkSync(root, link);
  expect(buildOutput(link, source(), '/')).toEqual({ directory: link, keptBecause: 'the CDK app is in it' });
});
