import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { failures, Row, TemplateJson, without } from './row';
import { ROWS } from './rows';
import {
  McpAuth, McpDomain, McpEndpoint, McpLambdaServer, McpProvisionedConcurrency, McpSecret, McpServerCode, McpSnapStart, McpWebAcl,
} from '../../src';
import { directoryOf, hostedZone, serverIn } from '../support';

/** Has what stands outside of the servers' stacks. */
const elsewhere = new Stack();

/** The servers that rows are about. */
const SERVERS: Record<string, () => McpLambdaServer> = {
  'full': () => serverIn({
    functionName: 'tools',
    environment: { GREETING: 'hello' },
    auth: McpAuth.cognito(),
    endpoint: McpEndpoint.httpApi({ stageName: 'prod' }),
    domain: McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com'),
    reservedConcurrentExecutions: 50,
    provisionedConcurrency: McpProvisionedConcurrency.of(5),
  }),
  'two stages': () => serverIn({ auth: McpAuth.cognito(), endpoint: McpEndpoint.httpApi({ stageName: 'prod' }) }),
  'snapshot': () => serverIn({
    code: McpServerCode.python(directoryOf({ 'server.py': '' }), { entry: 'server.py' }),
    snapStart: McpSnapStart.onPublishedVersions({ beforeCheckpointPath: '/before', afterRestorePath: '/after' }),
  }),
  'rest': () => serverIn({
    endpoint: McpEndpoint.restApi({ accessLog: {}, webAcl: McpWebAcl.managed() }),
    timeout: Duration.minutes(5),
    tracing: Tracing.ACTIVE,
    observability: { alarms: { topics: [sns.Topic.fromTopicArn(elsewhere, 'Topic', 'arn:aws:sns:eu-central-1:123456789012:alarms')] } },
  }),
  'in a VPC': () => {
    const vpc = ec2.Vpc.fromVpcAttributes(elsewhere, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-central-1a'], privateSubnetIds: ['subnet-1'] });
    const server = serverIn({ vpc });
    server.connections.allowTo(ec2.SecurityGroup.fromSecurityGroupId(elsewhere, 'Database', 'sg-1'), ec2.Port.POSTGRES);
    return server;
  },
  'secrets': () => serverIn((stack) => {
    stack.node.setContext('@aws-cdk/aws-iam:minimizePolicies', false); // rows tell statements by their place
    return { secrets: { DATABASE: McpSecret.fromSecretName('tools/database', { field: 'password' }), STATE_KEY: McpSecret.generated() } };
  }),
};

const templates = Object.fromEntries(Object.entries(SERVERS).map(
  ([name, server]) => [name, Template.fromStack(Stack.of(server())).toJSON() as TemplateJson] as const));

const title = ({ number, name }: Row) => `row ${number}: ${name}`;

test.each(ROWS.map((row) => [title(row), row] as const))('%s', (_title, row) => {
  expect(row.assertions.length).toBeGreaterThan(0);
  expect(failures(row, templates[row.server])).toEqual([]);
});

const removals = ROWS.flatMap((row) => row.assertions.map((assertion) => [`${assertion[0]}.${assertion[1]}`, row, assertion] as const));

test.each(removals)('without %s exactly its row fails', (_path, row, assertion) => {
  const template = without(assertion, templates[row.server]);
  const failing = ROWS.filter(({ server }) => server === row.server).filter((one) => failures(one, template).length > 0);
  expect(failing.map(title)).toEqual([title(row)]);
});

test('a resource that is gone fails its rows', () => {
  const left = Object.entries(templates.full.Resources).filter(([id]) => !id.startsWith('ServerAlias'));
  const template = { ...templates.full, Resources: Object.fromEntries(left) };
  const failing = ROWS.filter((row) => row.server === 'full' && failures(row, template).length > 0);
  expect(failing.map(({ number }) => number)).toEqual([17]);
});
