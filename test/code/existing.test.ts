import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { McpAuth, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpSecret, McpServerCode } from '../../src';
import { said } from '../statements';
import { existingFunction, serverIn, templateWith } from '../support';

/** A server of such a function. */
const existing = (fn: Partial<lambda.FunctionProps> = {}, props: Partial<McpLambdaServerProps> = {}) => (stack: Stack) => (
  { code: McpServerCode.existing(existingFunction(stack, fn)), ...props });

function functionIn(template: Template): Record<string, any> {
  return Object.values(template.findResources('AWS::Lambda::Function'))[0].Properties;
}

test('the function is the user\'s, and no other is made', () => {
  const server = serverIn(existing());
  const template = Template.fromStack(Stack.of(server));
  template.resourceCountIs('AWS::Lambda::Function', 1);
  expect(Object.keys(template.findResources('AWS::Logs::LogGroup')).filter((id) => id.startsWith('Server'))).toEqual([]);
  expect(server.function.node.path).toBe('Stack/Existing');
  expect(server.node.defaultChild).toBe(server.function);
  expect(server.grantPrincipal).toBe(server.function.grantPrincipal);
});

test('it keeps all that it has, and gets the environment alone', () => {
  const props: Partial<lambda.FunctionProps> = {
    memorySize: 2048, timeout: Duration.seconds(20), architecture: lambda.Architecture.X86_64, environment: { OWN: 'x', PORT: '8080' }, description: 'Mine',
  };
  const before = new Stack(new App(), 'Stack');
  existingFunction(before, props);
  const { Environment: _before, ...kept } = functionIn(Template.fromStack(before));
  const { Environment, ...after } = functionIn(templateWith(existing(props, { environment: { RUST_LOG: 'info' } })));
  expect(after).toEqual(kept);
  expect(Environment.Variables).toEqual({
    OWN: 'x',
    RUST_LOG: 'info',
    PORT: '8080',
    AWS_LWA_PORT: '8080',
    AWS_LWA_READINESS_CHECK_PATH: '/',
    AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS: '9',
    AWS_LWA_INVOKE_MODE: 'buffered',
    MCP_PUBLIC_URL: expect.anything(),
  });
});

test('every other setting of a server is the function\'s own, and is refused', () => {
  const { types } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '.jsii'), 'utf8'));
  const structs = ['McpLambdaServerOptions', 'McpFunctionOptions', 'McpScalingOptions', 'McpNetworkOptions', 'McpSecretsOptions'];
  const settings = structs.flatMap((name) => types[`cdk-mcp-lambda.${name}`].properties.map((property: { name: string }) => property.name));
  const stack = new Stack();
  const { refuses } = McpServerCode.existing(existingFunction(stack))._describe(stack);
  expect(settings.filter((name) => !(name in refuses!)).sort()).toEqual([
    'aliasName', 'domain', 'endpoint', 'environment', 'observability', 'provisionedConcurrency', 'secrets',
  ]);
  expect(Object.keys(refuses!).filter((name) => !settings.includes(name))).toEqual([]);
});

const ENDPOINTS: Record<string, (stack: Stack) => McpEndpoint> = {
  'an HTTP API': () => McpEndpoint.httpApi(),
  'a REST API': () => McpEndpoint.restApi(),
  'a function URL': () => McpEndpoint.functionUrl(),
  'an HTTP API of the user\'s': (stack) => McpEndpoint.onHttpApi(new apigwv2.HttpApi(stack, 'Api')),
  'a REST API of the user\'s': (stack) => McpEndpoint.onRestApi(new apigateway.RestApi(stack, 'Api')),
};

const AUTHS: Record<string, () => McpAuth> = {
  none: () => McpAuth.none(),
  signatures: () => McpAuth.iam(),
  tokens: () => McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['a'], scopes: ['use'] }),
  users: () => McpAuth.cognito(),
};

const PAIRS = Object.keys(ENDPOINTS).flatMap((endpoint) => Object.keys(AUTHS).map((auth) => [endpoint, auth] as const))
  .filter(([endpoint, auth]) => endpoint !== 'a function URL' || ['none', 'signatures'].includes(auth));

test.each(PAIRS)('%s with %s leads to the alias of the function', (endpoint, auth) => {
  const template = templateWith((stack) => ({ ...existing()(stack), endpoint: ENDPOINTS[endpoint](stack), auth: AUTHS[auth]() }));
  const [[alias, { Properties }]] = Object.entries(template.findResources('AWS::Lambda::Alias'));
  expect(Properties.FunctionName).toEqual({ Ref: expect.stringMatching(/^Existing/) });
  const doors = template.findResources(endpoint === 'a function URL' ? 'AWS::Lambda::Url' : 'AWS::Lambda::Permission');
  expect(JSON.stringify(doors)).toContain(alias);
});

test('the server is told its public URL, which the endpoint has', () => {
  const { Environment } = functionIn(templateWith(existing()));
  expect(JSON.stringify(Environment.Variables.MCP_PUBLIC_URL)).toContain('ServerHttpApi');
});

test.each([
  ['an endpoint that ends sooner', McpEndpoint.restApi({ streaming: false }), 29000],
  ['one that streams', McpEndpoint.restApi(), 900000],
])('a REST API waits for it as long as %s can', (_name, endpoint, limit) => {
  const template = templateWith(existing({ timeout: Duration.seconds(20) }, { endpoint }));
  const [post] = Object.values(template.findResources('AWS::ApiGateway::Method')).filter(({ Properties }) => Properties.HttpMethod === 'POST');
  expect(post.Properties.Integration.TimeoutInMillis).toBe(limit);
});

test('secrets are named in the environment, and read by a policy of the server\'s stack', () => {
  const template = templateWith((stack) => existing({}, { secrets: { DATABASE: McpSecret.fromSecret(new secretsmanager.Secret(stack, 'Secret')) } })(stack));
  expect(functionIn(template).Environment.Variables.DATABASE).toEqual({ Ref: 'SecretA720EF05' });
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: Match.stringLikeRegexp('^ExistingServiceRole') }] } }));
  const secret = JSON.stringify({ Ref: 'SecretA720EF05' });
  expect(said(policy.Properties.PolicyDocument.Statement).map(([effect, action, resource]) => [effect, action, resource])).toEqual([
    ['Allow', 'secretsmanager:DescribeSecret', secret], ['Allow', 'secretsmanager:GetSecretValue', secret],
  ]);
});

test('without secrets the role is given nothing', () => {
  templateWith(existing()).resourceCountIs('AWS::IAM::Policy', 0);
});

test('a role of another stack, and a secret of the server\'s, need nothing of each other', () => {
  const app = new App();
  const role = new iam.Role(new Stack(app, 'Roles'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const stack = new Stack(app, 'Stack');
  const secrets = { DATABASE: McpSecret.fromSecret(new secretsmanager.Secret(stack, 'Secret')) };
  new McpLambdaServer(stack, 'Server', { ...existing({ role })(stack), auth: McpAuth.none(), secrets });
  expect(() => app.synth()).not.toThrow();
});

test('the log group is the one that the function has, and no custom resource is made to find it', () => {
  const given = serverIn((stack) => existing({ logGroup: new logs.LogGroup(stack, 'Logs') })(stack));
  expect(Stack.of(given).resolve(given.logGroup.logGroupName)).toEqual({ Ref: 'Logs6819BB44' });
  const unset = serverIn(existing());
  expect(Stack.of(unset).resolve(unset.logGroup.logGroupName)).toEqual({ 'Fn::Join': ['', ['/aws/lambda/', { Ref: expect.stringMatching(/^Existing/) }]] });
  expect(Object.keys(Template.fromStack(Stack.of(unset)).findResources('Custom::LogRetention'))).toEqual([]);
});

test('alarms and dashboard watch it by its own limits: the time-out that it has or Lambda gives it, and its concurrency', () => {
  const thresholds = (fn: Partial<lambda.FunctionProps>) => {
    const template = templateWith(existing(fn, { observability: { alarms: {}, dashboard: true } }));
    return JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'));
  };
  expect(thresholds({ timeout: Duration.seconds(20) })).not.toBe(thresholds({ timeout: Duration.seconds(21) }));
  expect(thresholds({})).toBe(thresholds({ timeout: Duration.seconds(3) }));
  expect(thresholds({ reservedConcurrentExecutions: 7 })).not.toBe(thresholds({ reservedConcurrentExecutions: 8 }));
});

test('connections are those of the function', () => {
  const server = serverIn((stack) => existing({ vpc: new ec2.Vpc(stack, 'Vpc') })(stack));
  expect(server.connections).toBe(server.function.connections);
  expect(() => serverIn(existing()).connections).toThrow('connections: got a server without a vpc');
});

test('an image function of the user\'s needs no layer', () => {
  const stack = new Stack(new App(), 'Stack');
  const code = lambda.DockerImageCode.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'tools'), { tagOrDigest: '1' });
  const fn = new lambda.DockerImageFunction(stack, 'Image', { code });
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.existing(fn), auth: McpAuth.none() });
  expect(functionIn(Template.fromStack(stack))).toMatchObject({ PackageType: 'Image', Environment: { Variables: { AWS_LWA_PORT: '8080' } } });
});

test('a new version is published when the server is told another thing', () => {
  const versionOf = (port: number) => Object.keys(templateWith((stack) => (
    { code: McpServerCode.existing(existingFunction(stack), { port }) })).findResources('AWS::Lambda::Version'))[0];
  expect(versionOf(3000)).not.toBe(versionOf(3001));
  expect(versionOf(3000)).toBe(versionOf(3000));
});

test('a function that could not become one server may still become another', () => {
  const stack = new Stack(new App(), 'Stack');
  const code = McpServerCode.existing(existingFunction(stack));
  expect(() => new McpLambdaServer(stack, 'One', { code, auth: McpAuth.none(), aliasName: '1' })).toThrow('aliasName');
  expect(() => new McpLambdaServer(stack, 'Two', { code, auth: McpAuth.none() })).not.toThrow();
});
