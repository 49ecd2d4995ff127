import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ToolsStack } from '../../templates/mcp-server/typescript/lib/stack';

const ROOT = path.join(__dirname, '../..');
const AGAIN = 'the CDK recommends other feature flags: run this test with UPDATE_FEATURE_FLAGS=1 and commit it';

type Flags = Readonly<Record<string, unknown>>;

const read = <Content>(file: string): Content => JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8'));

/** What the oldest CDK recommends that is supported, and what the CDK's own `cdk init` puts into a project. */
const RECOMMENDED: Flags = {
  ...read<Flags>('node_modules/aws-cdk-lib/recommended-feature-flags.json'),
  ...read<Flags>('node_modules/aws-cdk/lib/init-templates/.recommended-feature-flags.json'),
};

const FILES = [
  'cli/templates/cdk/cdk.json',
  ...fs.readdirSync(path.join(ROOT, 'templates/mcp-server')).map((language) => `templates/mcp-server/${language}/cdk.json`),
];

test.each(FILES)('%s has every feature flag that the CDK recommends', (file) => {
  if (process.env.UPDATE_FEATURE_FLAGS === '1') {
    const { context: _, ...config } = read<{ context?: Flags }>(file);
    fs.writeFileSync(path.join(ROOT, file), `${JSON.stringify({ ...config, context: RECOMMENDED }, undefined, 2)}\n`);
  }
  const { context } = read<{ context?: Flags }>(file);
  expect(JSON.stringify(context) === JSON.stringify(RECOMMENDED) ? '' : AGAIN).toBe('');
});

test('the oldest CDK passes over flags that are newer than it', () => {
  const { context } = read<{ context: Flags }>('templates/mcp-server/typescript/cdk.json');
  const known = read<Flags>('node_modules/aws-cdk-lib/recommended-feature-flags.json');
  expect(Object.keys(context).filter((flag) => !(flag in known)).length).toBeGreaterThan(0);
  const synthesised = (flags: Flags) =>
    Template.fromStack(new ToolsStack(new App({ context: { ...flags, 'aws:cdk:bundling-stacks': [] } }), 'Tools')).toJSON();
  expect(synthesised(context)).toEqual(synthesised(Object.fromEntries(Object.entries(context).filter(([flag]) => flag in known))));
});
