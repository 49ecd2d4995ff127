import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { preProcessFile } from 'typescript';
import { synthesise, templatesIn } from './synthesise';
import { CompiledApp, makeWorkspace } from './workspace';

const BASELINE = join(__dirname, 'baseline');

/** Names that each stack chooses by itself; the code lies beside a start script of its own. */
const OWN_NAMES = ['Name', 'PolicyName', 'Handler', 'Code'];

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const workspace = makeWorkspace();
const ours = join(workspace.directory, 'ours');
const byHand = join(workspace.directory, 'by-hand');

beforeAll(async () => {
  const run = async (app: CompiledApp, outdir: string) => synthesise(app, outdir);
  await Promise.all([run(workspace.quickstart, ours), run(workspace.baseline.quickstart, byHand)]);
});

afterAll(() => rmSync(workspace.directory, { recursive: true, force: true }));

/** All resources as text, in an order that does not come from their ids; what refers to others stands as `…`. */
function settings(outdir: string): string[] {
  const { Resources } = JSON.parse(readFileSync(join(outdir, 'Quickstart.template.json'), 'utf8')) as { Resources: Record<string, Resource> };
  return Object.values(Resources).map(({ Type, Properties }) => {
    const kept = Object.entries(Properties).filter(([name]) => Type === 'AWS::Lambda::Alias' || !OWN_NAMES.includes(name));
    return `${Type} ${JSON.stringify(withoutReferences(Object.fromEntries(kept)))}`;
  }).sort();
}

function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1);
  return entries.some(([name]) => name === 'Ref' || name.startsWith('Fn::'))
    ? '…'
    : Object.fromEntries(entries.map(([name, inner]) => [name, withoutReferences(inner)]));
}

test('the hand-written stack has the resource types of the quickstart, each as often', () => {
  const { types } = templatesIn(byHand);
  expect(types).toEqual(templatesIn(ours).types);
  expect(types.length).toBeGreaterThan(10);
});

test('the hand-written stack behaves as the quickstart: all settings but names are the same', () => {
  expect(settings(byHand)).toEqual(settings(ours));
});

test('the hand-written code imports the CDK alone', () => {
  const files = readdirSync(BASELINE);
  const imported = files.flatMap((file) => preProcessFile(readFileSync(join(BASELINE, file), 'utf8')).importedFiles.map(({ fileName }) => fileName));
  const foreign = imported.filter((name) => !/^(aws-cdk-lib($|\/)|constructs$|\.\/[\w-]+$)/.test(name));
  expect(foreign).toEqual([]);
  expect(imported).toContain('aws-cdk-lib');
});
