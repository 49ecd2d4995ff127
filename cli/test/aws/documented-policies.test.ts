import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { McpAuth, McpEndpoint, McpLambdaServer, McpSecret, McpServerCode } from '../../../src';
import { holdsUserData } from '../../src/aws/user-data';
import { markedServers, retainedIds } from '../../src/template/marked-servers';
import { fixture } from '../served-server';

const ROOT = resolve(__dirname, '../../..');
const SOURCES = join(ROOT, 'cli', 'src');

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** The policies of whoever deploys, in the order of their document. */
const policies = [...readFileSync(join(ROOT, 'docs', 'deploy-rights.md'), 'utf8').matchAll(/^```json\n(.*?)^```$/gms)]
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

/** A resource of a template, and what its name is in the account once CloudFormation has made it. */
interface Made {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

/** A stack with a server that has all that outlives it: what is in its template, under the names that CloudFormation gives. */
function stackOf(endpoint: McpEndpoint, functionName?: string) {
  const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Tools', { env: { account: '111111111111', region: 'eu-central-1' } });
  new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }),
    auth: McpAuth.cognito(),
    endpoint,
    functionName,
    secrets: { SEALING_KEY: McpSecret.generated() },
    observability: { alarms: {} },
  });
  const template = Template.fromStack(stack).toJSON();
  const resources = Object.entries(template.Resources as Record<string, { Type: string; Properties?: Record<string, unknown> }>);
  const made = resources.map(([id, { Type: type, Properties = {} }]): Made => (
    { id, type, name: nameOf(id, type, Properties.LogGroupName ?? Properties.FunctionName) }));
  const of = {
    name: 'Tools', path: 'Tools', region: 'eu-central-1', account: '111111111111', template, directory: '', assets: new Map<string, string>(), annotations: [],
  };
  return { made, of };
}

/** As it is written, where it is; else made of the ids of stack and resource. Secrets have no stack in their names. */
function nameOf(id: string, type: string, given: unknown): string {
  if (typeof given === 'string') return given;
  const parts = (given as { 'Fn::Join'?: [string, unknown[]] } | undefined)?.['Fn::Join'];
  if (type === 'AWS::Logs::LogGroup' && parts) return parts[1].map((part) => (typeof part === 'string' ? part : '1a2b3c')).join(parts[0]);
  if (type === 'AWS::Cognito::UserPool') return 'eu-central-1_A1b2C3';
  return type === 'AWS::SecretsManager::Secret' ? `${id}-A1B2C3` : `Tools-${id}-A1B2C3`;
}

const ARNS: Readonly<Record<string, string>> = {
  'AWS::Logs::LogGroup': 'arn:aws:logs:eu-central-1:111111111111:log-group:',
  'AWS::Cognito::UserPool': 'arn:aws:cognito-idp:eu-central-1:111111111111:userpool/',
  'AWS::SecretsManager::Secret': 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:',
  'AWS::Lambda::Function': 'arn:aws:lambda:eu-central-1:111111111111:function:',
};
const arnOf = ({ type, name }: Pick<Made, 'type' | 'name'>) => `${ARNS[type] ?? `unknown:${type}:`}${name}`;

/** Those of the resources to which the policy does not give this right. */
function outside(statements: readonly Statement[], action: string, resources: readonly Pick<Made, 'type' | 'name'>[]): string[] {
  const patterns = statements.filter(({ Action }) => listOf(Action).includes(action)).flatMap(({ Resource }) => listOf(Resource));
  const regExps = patterns.map((pattern) => new RegExp(`^${pattern.replace(/\*/g, '.*')}$`));
  return resources.map(arnOf).filter((arn) => !regExps.some((regExp) => regExp.test(arn)));
}

describe.each([
  ['an HTTP API', McpEndpoint.httpApi({ accessLog: {} }), undefined],
  ['a REST API', McpEndpoint.restApi({ accessLog: {} }), undefined],
  ['a function that has a name', McpEndpoint.httpApi({ accessLog: {} }), 'Tools-staging'],
])('of a server with %s, a pool, secrets and an access log, the policies let', (_, endpoint, functionName) => {
  const { made, of } = stackOf(endpoint, functionName);
  const ofType = (type: string) => made.filter((each) => each.type === type);
  const retained = retainedIds(of);
  const named = (id?: string) => made.filter((each) => each.id === id);

  test('logs read both logs', () => {
    const groups = markedServers(of).flatMap(({ logGroups }) => logGroups);
    expect(groups.map((group) => group.of)).toEqual(['server', 'api']);
    expect(outside(ofDeploy, 'logs:FilterLogEvents', groups.flatMap(({ logicalId }) => named(logicalId)))).toEqual([]);
    expect(groups.flatMap(({ logicalId }) => named(logicalId))).toHaveLength(2);
  });

  test('a deploy call the server', () => {
    expect(outside(ofDeploy, 'lambda:InvokeFunction', markedServers(of).flatMap(({ functionId }) => named(functionId)))).toEqual([]);
  });

  test('destroy --clean remove every log group that stays, and those that Lambda makes', () => {
    const kept = ofType('AWS::Logs::LogGroup').filter(({ id }) => retained.has(id));
    const byLambda = ofType('AWS::Lambda::Function').map(({ name }) => ({ type: 'AWS::Logs::LogGroup', name: `/aws/lambda/${name}` }));
    expect(kept.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^\/aws\/vendedlogs\//));
    expect(outside(ofDestroy, 'logs:DeleteLogGroup', [...kept, ...byLambda])).toEqual([]);
  });

  test('destroy --delete-user-data delete the pool and the secret', () => {
    const userData = made.filter(({ id, type }) => retained.has(id) && holdsUserData({ type }));
    expect(userData.map(({ type }) => type).sort()).toEqual(['AWS::Cognito::UserPool', 'AWS::SecretsManager::Secret']);
    const [pools, secrets] = ['AWS::Cognito::UserPool', 'AWS::SecretsManager::Secret'].map((type) => userData.filter((each) => each.type === type));
    for (const action of ['DescribeUserPool', 'UpdateUserPool', 'DeleteUserPool']) expect(outside(ofDestroy, `cognito-idp:${action}`, pools)).toEqual([]);
    expect(outside(ofDestroy, 'secretsmanager:DeleteSecret', secrets)).toEqual([]);
  });
});
