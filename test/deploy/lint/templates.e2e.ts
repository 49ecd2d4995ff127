import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { FEATURES } from './feature-servers';
import { McpAuth, McpLambdaServer, McpServerCode } from '../../../src';
import { EXAMPLE_APPS, exampleDirectory, synthesiseExample } from '../../examples/synthesised';
import { bootstrapDirectory } from '../../support';
import { pythonVenvSync } from '../tools/python-venv';

jest.setTimeout(300_000);

/** Pinned: another version finds other things. */
const LINTER = 'cfn-lint==1.58.0';

const installed = pythonVenvSync([LINTER]);
if ('error' in installed) {
  console.error(`The CloudFormation linter could not be installed, and no template is held against it:\n${installed.error}`);
}

/** Its package has no `-m`, and its script names the place where it was made. */
const RUN = 'import sys; from cfnlint.runner import main; sys.exit(main())';

/** A resource that names in `DependsOn` what it refers to as well: so the CDK writes every function with a role, and it changes nothing. */
const OF_THE_CDK = 'W3005';

/** What the linter says of the files, by a line each: nothing where all is well. */
function findingsIn(files: string[]): string[] {
  const python = 'python' in installed ? installed.python : '';
  const args = ['-c', RUN, '--format', 'parseable', '--regions', 'eu-central-1', '--ignore-checks', OF_THE_CDK, '--', ...files];
  const { stdout, stderr, status, error } = spawnSync(python, args, { encoding: 'utf8' });
  if (error ?? (status !== 0 && !stdout)) {
    throw error ?? new Error(stderr);
  }
  return stdout.split('\n').filter(Boolean).map((line) => line.replace(directory, ''));
}

const directory = exampleDirectory();

function featureTemplate(name: string): string {
  const app = new App({ outdir: fs.mkdtempSync(path.join(directory, 'feature-')) });
  const stack = new Stack(app, 'Feature');
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), ...FEATURES[name](stack) });
  return path.join(app.synth().directory, stack.templateFile);
}

const testInstalled = 'python' in installed ? test : test.skip;

testInstalled('the CloudFormation linter finds nothing in the templates of the examples', () => {
  expect(findingsIn(EXAMPLE_APPS.flatMap((example) => synthesiseExample(example, directory)))).toEqual([]);
});

testInstalled('the CloudFormation linter finds nothing in a template of any feature', () => {
  expect(findingsIn(Object.keys(FEATURES).map(featureTemplate))).toEqual([]);
});

testInstalled('the linter finds what is wrong', () => {
  const file = path.join(directory, 'wrong.template.json');
  fs.writeFileSync(file, JSON.stringify({ Resources: { A: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 1 } } } }));
  expect(findingsIn([file]).join('\n')).toMatch(/E3003.*Code|'Code' is a required property/);
});
