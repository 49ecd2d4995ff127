import { App, CfnOutput, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { McpAuth, McpDomain, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpRestApiAccess, McpSecret, McpServerCode, McpWebAcl } from '../../../src';
import type { StackTemplate } from '../../src/template/assembly/assembly';
import { isServerOutput, keptLogGroups, markedServers, neededSecrets, retainedIds } from '../../src/template/marked-servers';
import { fixture } from '../served-server';

type Options = Partial<McpLambdaServerProps>;

/** A stack with what is added to it, as it would be read from an assembly. */
function stackWith(add: (stack: Stack) => void, context: Record<string, unknown> = { 'aws:cdk:enable-path-metadata': true }): StackTemplate {
  const stack = new Stack(new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } }), 'Demo');
  add(stack);
  const template = Template.fromStack(stack).toJSON();
  return { name: 'Demo', path: 'Demo', region: 'eu-west-1', account: '111122223333', template, directory: '', assets: new Map(), annotations: [] };
}

function addServer(stack: Stack, id = 'Server', options: Options = {}): McpLambdaServer {
  return new McpLambdaServer(stack, id, { code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }), auth: McpAuth.none(), ...options });
}

/** The endpoint of a VPC that is there already. */
function vpcEndpoint(stack: Stack): ec2.IVpcEndpoint {
  return ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'VpcEndpoint', { vpcEndpointId: 'vpce-0123456789abcdef0', port: 443 });
}

function everybody(): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] })],
  });
}

test('a server is found with its output, its function, its alias and its log', () => {
  const [server, ...others] = markedServers(stackWith((stack) => addServer(stack)));
  expect(others).toEqual([]);
  expect(server).toEqual({
    name: 'Server',
    output: expect.stringMatching(/^ServerMcpEndpoint[0-9A-F]{8}$/) as string,
    functionId: expect.stringMatching(/^ServerFunction/) as string,
    aliasId: expect.stringMatching(/^ServerAlias/) as string,
    door: { kind: 'http-api', mappings: [], guarded: false, walls: [] },
    logGroups: [{ of: 'server', logicalId: expect.stringMatching(/^ServerLogGroup/) as string }],
  });
});

test.each<[string, (stack: Stack) => string | undefined, object]>([
  ['that is given', () => 'tools', { functionName: 'tools' }],
  ['that is not given', () => undefined, {}],
  ['that a deployment alone knows', ({ stackId }) => `tools-${stackId}`, {}],
])('a name %s is known, or is not', (_, functionName, known) => {
  const [{ functionName: found }] = markedServers(stackWith((stack) => addServer(stack, 'Server', { functionName: functionName(stack) })));
  expect({ ...found !== undefined && { functionName: found } }).toEqual(known);
});

test('servers are told apart, also where the name of one begins as that of another', () => {
  const servers = markedServers(stackWith((stack) => {
    addServer(stack, 'Server', { auth: McpAuth.jwt({ issuer: 'https://issuer.example.com', audience: ['a'], scopes: [] }) });
    addServer(stack, 'Server2');
  }));
  expect(servers.map(({ name, functionId, door: { guarded } }) => [name, functionId.replace(/[0-9A-F]{8}$/, ''), guarded])).toEqual([
    ['Server', 'ServerFunction', true], ['Server2', 'Server2Function', false],
  ]);
});

test('a domain name whose records are kept elsewhere has the output that says where they lead', () => {
  const certificate = (stack: Stack) => acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/a');
  const [server] = markedServers(stackWith((stack) => addServer(stack, 'Server', { domain: McpDomain.fromCertificate('mcp.example.com', certificate(stack)) })));
  expect(server.targetOutput).toMatch(/^ServerDomainTarget[0-9A-F]{8}$/);
});

test.each<[string, Options, boolean]>([
  ['an HTTP API with tokens', { auth: McpAuth.jwt({ issuer: 'https://issuer.example.com', audience: ['a'], scopes: [] }) }, true],
  ['a REST API with tokens', { auth: McpAuth.jwt({ issuer: 'https://issuer.example.com', audience: ['a'], scopes: [] }), endpoint: McpEndpoint.restApi() }, true],
  ['an HTTP API of IAM', { auth: McpAuth.iam() }, true],
  ['a function URL of IAM', { auth: McpAuth.iam(), endpoint: McpEndpoint.functionUrl() }, true],
  ['a REST API for everybody', { endpoint: McpEndpoint.restApi() }, false],
  ['a function URL for everybody', { endpoint: McpEndpoint.functionUrl() }, false],
  ['a REST API that asks for keys', { endpoint: McpEndpoint.restApi({ usagePlan: { throttle: { rateLimit: 1, burstLimit: 1 } } }) }, true],
])('%s asks, or does not', (_, options, guarded) => {
  expect(markedServers(stackWith((stack) => addServer(stack, 'Server', options)))).toMatchObject([{ door: { guarded } }]);
});

test.each<[string, (stack: Stack) => McpEndpoint, string[]]>([
  ['a REST API', () => McpEndpoint.restApi(), []],
  ['a private REST API', (stack) => McpEndpoint.restApi({ access: McpRestApiAccess.vpcEndpoints([vpcEndpoint(stack)]) }), ['private', 'resource policy']],
  ['a REST API with a resource policy', () => McpEndpoint.restApi({ policy: everybody() }), ['resource policy']],
  ['a REST API with a firewall', () => McpEndpoint.restApi({ webAcl: McpWebAcl.managed() }), ['web ACL']],
  ['an HTTP API', () => McpEndpoint.httpApi(), []],
])('of %s it is known what may refuse callers, whoever they are', (_, endpoint, walls) => {
  expect(markedServers(stackWith((stack) => addServer(stack, 'Server', { endpoint: endpoint(stack) })))).toMatchObject([{ door: { walls } }]);
});

test.each<[string, Options]>([
  ['an HTTP API', { endpoint: McpEndpoint.httpApi({ accessLog: {} }) }],
  ['an HTTP API with a named stage', { endpoint: McpEndpoint.httpApi({ accessLog: {}, stageName: 'prod' }) }],
  ['a REST API', { endpoint: McpEndpoint.restApi({ accessLog: {} }) }],
])('the access log of %s is found once', (_, options) => {
  const [{ logGroups }] = markedServers(stackWith((stack) => addServer(stack, 'Server', options)));
  expect(logGroups).toEqual([
    { of: 'server', logicalId: expect.any(String) as string },
    { of: 'api', logicalId: expect.stringMatching(/AccessLog/) as string },
  ]);
});

test('a log group of somebody else is known by its name', () => {
  const [{ logGroups }] = markedServers(stackWith((stack) => addServer(stack, 'Server', { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Logs', '/central/mcp') })));
  expect(logGroups).toEqual([{ of: 'server', name: '/central/mcp' }]);
});

test('names are known without construct paths, too', () => {
  expect(markedServers(stackWith((stack) => addServer(stack), {}))).toMatchObject([{ functionId: expect.stringMatching(/^ServerFunction/) as string }]);
});

test('what only looks like a server is none', () => {
  const template = stackWith((stack) => {
    new CfnOutput(stack, 'McpEndpoint', { description: 'The MCP endpoint', value: 'https://example.com/mcp' });
    new lambda.Function(stack, 'Other', { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
  });
  expect(markedServers(template)).toEqual([]);
  expect(isServerOutput('ServerMcpEndpoint24D80609', 'something else')).toBe(false);
  expect(isServerOutput('McpEndpoint', 'The MCP endpoint, to give to a client')).toBe(false);
  expect(isServerOutput('ServerMcpEndpoint24D80609', 'The MCP endpoint, to give to a client')).toBe(true);
});

test('secrets that have to be there are those that are named, and not those that the stack makes', () => {
  const template = stackWith((stack) => {
    addServer(stack, 'Server', {
      secrets: {
        NAMED: McpSecret.fromSecretName('team/named'),
        MADE: McpSecret.fromSecret(new secretsmanager.Secret(stack, 'Made')),
        GENERATED: McpSecret.generated(),
      },
    });
    new CfnOutput(stack, 'Resolved', { value: SecretValue.secretsManager('team/resolved', { jsonField: 'key' }).unsafeUnwrap() });
  });
  expect(neededSecrets(template).sort((a, b) => a.name.localeCompare(b.name))).toEqual([
    { service: 'secretsmanager', name: 'team/named' }, { service: 'secretsmanager', name: 'team/resolved' },
  ]);
});

test('what stays is what the template retains; a log group with a name can be found again', () => {
  const template = stackWith((stack) => {
    addServer(stack, 'Server', { functionName: 'demo', auth: McpAuth.cognito() });
    new logs.LogGroup(stack, 'Gone', { logGroupName: '/gone', removalPolicy: RemovalPolicy.DESTROY });
  });
  const types = [...retainedIds(template)].map((id) => (template.template.Resources as Record<string, { Type: string }>)[id].Type);
  expect([...new Set(types)].sort()).toEqual(['AWS::Cognito::UserPool', 'AWS::Logs::LogGroup']);
  expect(keptLogGroups(template)).toEqual([{ logicalId: expect.stringMatching(/^ServerLogGroup/) as string, name: '/aws/lambda/demo' }]);
});
