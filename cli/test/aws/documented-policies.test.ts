import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const SOURCES = join(ROOT, 'cli', 'src');

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** The policies of the guide, in its order. */
const policies = [...readFileSync(join(ROOT, 'docs', 'platform-teams.md'), 'utf8').matchAll(/^```json\n(.*?)^```$/gms)]
  .map(([, text]) => JSON.parse(text) as { readonly Statement: readonly Statement[] });
const [ofCdk, ofDeploy, ofDestroy] = policies.map(({ Statement }) => Statement);

const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => listOf(Action)).sort();

/** What IAM calls the service of each of the SDK's clients. */
const SERVICES: Readonly<Record<string, string>> = {
  'cloudformation': 'cloudformation',
  'cloudwatch-logs': 'logs',
  'cognito-identity-provider': 'cognito-idp',
  'lambda': 'lambda',
  'secrets-manager': 'secretsmanager',
  'ssm': 'ssm',
  'sts': 'sts',
};

/** The one action that is not called as the API's operation is. */
const actionOf = (service: string, operation: string) => (
  `${SERVICES[service] ?? `unknown-${service}`}:${service === 'lambda' && operation === 'Invoke' ? 'InvokeFunction' : operation}`);

const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(SOURCES, file), 'utf8') }));

/** The actions that a source asks AWS for, by what it imports of the SDK. */
function actionsIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]*)\} = await import\('@aws-sdk\/client-([a-z-]+)'\)/g)].flatMap(([, names, service]) => (
    [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)].map(([, paginated, command]) => actionOf(service, paginated ?? command))));
}

/** Of those, what is called for a destroy alone. */
const removes = (action: string) => /:Delete/.test(action) || action.startsWith('cognito-idp:');

const called = [...new Set(sources.flatMap(({ text }) => actionsIn(text)))].sort();

test('what a deploy, outputs and logs ask AWS for is in their policy, and nothing else is', () => {
  expect(actionsOf(ofDeploy)).toEqual(called.filter((action) => !removes(action)));
});

test('what a destroy removes is in a policy of its own', () => {
  expect(actionsOf(ofDestroy)).toEqual(called.filter(removes));
});

test('each command that is sent is imported where this test sees it', () => {
  const sent = sources.flatMap(({ text }) => [...text.matchAll(/new (\w+)Command\(|\bpaginate(\w+)\(/g)].map(([, command, paginated]) => command ?? paginated));
  const seen = new Set(sources.flatMap(({ text }) => actionsIn(text)).map((action) => action.split(':')[1].replace('InvokeFunction', 'Invoke')));
  expect(sent.length).toBeGreaterThan(10);
  expect(sent.filter((operation) => operation !== '' && !seen.has(operation))).toEqual([]);
});

test('cdk deploy takes on the roles of the bootstrap, and never the one that CloudFormation has', () => {
  const bootstrap = readFileSync(join(ROOT, 'node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml'), 'utf8');
  const trusting = [...bootstrap.matchAll(/RoleName:\s+Fn::Sub: cdk-\$\{Qualifier\}-([a-z-]+)-role-/g)].map(([, role]) => role);
  expect(trusting).toContain('cfn-exec');
  const named = listOf(ofCdk[0].Resource).map((arn) => /^arn:aws:iam::111111111111:role\/cdk-hnb659fds-([a-z-]+)-role-111111111111-\*$/.exec(arn)?.[1]);
  expect(ofCdk.flatMap(({ Action }) => listOf(Action))).toEqual(['sts:AssumeRole']);
  expect([...named].sort()).toEqual(trusting.filter((role) => role !== 'cfn-exec').sort());
});

test('every right but the two that know no resources is to resources of the account', () => {
  for (const { Sid, Effect, Resource } of policies.flatMap(({ Statement }) => Statement)) {
    expect([Sid, Effect]).toEqual([Sid, 'Allow']);
    if (Sid === 'WhoAmI' || Sid === 'WhatTheAccountHasLeft') continue;
    for (const arn of listOf(Resource)) expect(arn).toMatch(/^arn:aws:[a-z-]+:\*?:111111111111:[a-z-]+[:/]/);
  }
});
