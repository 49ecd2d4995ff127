import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HANDLERS } from './handlers';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../src';
import { stableApps, templatesOf } from '../compatibility/state';
import { exampleApp, exampleDirectory } from '../examples/synthesised';
import { bootstrapDirectory } from '../support';

const ROOT = path.join(__dirname, '..', '..');
const read = (...file: string[]) => fs.readFileSync(path.join(ROOT, ...file), 'utf8');

jest.setTimeout(120_000);

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const FILES = ['servers.json', 'servers-besides.json'];
const textOf = (file: string) => read('docs', 'policies', file);
const statements = FILES.flatMap((file) => (JSON.parse(textOf(file)) as { Statement: Statement[] }).Statement);
const listOf = (value: string | readonly string[]) => [value].flat() as string[];
const patterns = statements.flatMap(({ Action }) => listOf(Action));
const matches = (pattern: string, text: string) => new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\*/g, '.*')}$`).test(text);

const actionsOf = (type: string) => Object.entries(HANDLERS[type]).flatMap(([service, names]) => names.split(' ').map((name) => `${service}:${name}`));

/** What the examples make beside their servers: a network, a key, what is told of alarms, logs of the firewall, an API of one's own. */
const BESIDE_SERVERS = [
  'AWS::ApiGateway::Account', 'AWS::EC2::EIP', 'AWS::EC2::FlowLog', 'AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway', 'AWS::EC2::Route',
  'AWS::EC2::RouteTable', 'AWS::EC2::Subnet', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPC', 'AWS::EC2::VPCGatewayAttachment',
  'AWS::KMS::Key', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::WAFv2::LoggingConfiguration',
];

/** What a deploy needs whatever is in the stack. */
const OF_EVERY_DEPLOY = /^(ecr|ssm):/;

const typesIn = (templates: object[]) => templates.flatMap((template) => (
  Object.values((template as { Resources?: Record<string, { Type: string }> }).Resources ?? {}).map(({ Type }) => Type)));

/** The metadata are none, and a custom resource is a call to a function of the stack: with a flag the CDK has one for the network of an app. */
const isMade = (type: string) => type !== 'AWS::CDK::Metadata' && !type.startsWith('Custom::');

/** Every type in a template of an example, as it was declared stable, and of the app with every strategy, as it is now. */
const types = [...new Set(typesIn([
  ...Object.values(stableApps()).flatMap(({ templates }) => Object.values(templates)),
  ...Object.values(templatesOf('consumers/typescript', exampleApp('consumers/typescript'), exampleDirectory())),
]))].filter(isMade).sort();

test('each type in a template of the library is one of which the rights are known, or is made beside its servers', () => {
  expect(types).toEqual([...Object.keys(HANDLERS), ...BESIDE_SERVERS].sort());
});

test.each(Object.keys(HANDLERS))('CloudFormation may do all that %s needs', (type) => {
  expect(actionsOf(type).filter((action) => !patterns.some((pattern) => matches(pattern, action)))).toEqual([]);
});

test('no right is in the policies that no type needs', () => {
  const needed = Object.keys(HANDLERS).flatMap(actionsOf);
  expect(patterns.filter((pattern) => !OF_EVERY_DEPLOY.test(pattern) && !needed.some((action) => matches(pattern, action)))).toEqual([]);
});

test.each(FILES)('%s fits into a managed policy of 6144 characters', (file) => {
  expect(JSON.stringify(JSON.parse(textOf(file))).length).toBeLessThanOrEqual(6144);
});

test('what CloudFormation may change has the account in its ARN, or has no such ARN', () => {
  const everywhere = statements.filter(({ Resource }) => listOf(Resource).some((arn) => !/111111111111/.test(arn)));
  expect(everywhere.map(({ Sid }) => Sid)).toEqual([
    'LayersOfOthers', 'Apis', 'AccessLogs', 'NoResources', 'WhatTheNetworkHas', 'Firewall', 'WhichInstancesAreReady', 'Certificates', 'Names',
  ]);
});

test('no role is made, given rights or passed on that is not within the boundary and the servers\' own', () => {
  const ofRoles = statements.filter(({ Action }) => listOf(Action).some((action) => /^iam:(Create|Put|Attach|Pass|\*)/.test(action)));
  expect(ofRoles.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
    ['RolesWithinTheBoundary', { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111111111111:policy/Servers' } }],
    ['RolesOfFunctions', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }],
    ['ServiceLinkedRoles', undefined],
  ]);
  expect(patterns.filter((pattern) => /^(\*|iam:\*|iam:(Delete|Detach)RolePermissionsBoundary)$/.test(pattern))).toEqual([]);
});

test('a condition stands before no action that IAM gives no such key, as it would never be met', () => {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_identityandaccessmanagement.html
  const withKey = statements.filter(({ Condition }) => Condition?.StringEquals?.['iam:PermissionsBoundary'] !== undefined).flatMap(({ Action }) => listOf(Action));
  expect(withKey).toEqual(expect.arrayContaining(['iam:CreateRole']));
  expect(withKey.filter((action) => !/^iam:((Attach|Detach|Put|Delete)RolePolicy|CreateRole|(Put|Delete)RolePermissionsBoundary)$/.test(action))).toEqual([]);
});

test('an app with the documented context has the boundary before every role', () => {
  const { context } = JSON.parse(/^ *(\{ "context": .*\})$/m.exec(read('docs', 'deploy-rights.md'))![1]);
  const stack = new Stack(new App({ context }), 'Tools');
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.cognito(), endpoint: McpEndpoint.restApi() });
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(roles.length).toBeGreaterThan(1);
  for (const { Properties } of roles) {
    expect(stack.resolve(Properties.PermissionsBoundary)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':policy/Servers']] });
  }
});

test('without policies of one\'s own the bootstrap makes CloudFormation an administrator', () => {
  expect(read('node_modules', 'aws-cdk', 'lib', 'index.js')).toMatch(/:iam::aws:policy\/AdministratorAccess/);
});
