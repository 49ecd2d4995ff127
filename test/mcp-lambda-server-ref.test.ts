import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { serverIn } from './support';
import { IMcpLambdaServer, McpAuth, McpEndpoint, McpLambdaServer, McpLambdaServerAttributes } from '../src';

const ATTRS = { url: 'https://mcp.example.com/mcp', aliasArn: 'arn:aws:lambda:eu-central-1:123456789012:function:tools:live' };
const PATH_ARN = 'arn:aws:execute-api:eu-central-1:123456789012:abc123/*/*/mcp';
const METRICS = ['metricInvocations', 'metricErrors', 'metricDuration', 'metricThrottles'] as const;

function imported(attrs: Partial<McpLambdaServerAttributes> = {}): { stack: Stack; server: IMcpLambdaServer } {
  const stack = new Stack(new App(), 'Stack');
  return { stack, server: McpLambdaServer.fromMcpLambdaServerAttributes(stack, 'Server', { ...ATTRS, ...attrs }) };
}

/** What the template lets a new role do. */
function statementsFor(server: IMcpLambdaServer): any[] {
  const stack = Stack.of(server);
  server.grantInvoke(new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() })).assertSuccess();
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy', {
    Properties: { Roles: [{ Ref: Match.stringLikeRegexp('^Caller') }] },
  }));
  return policy.Properties.PolicyDocument.Statement;
}

describe('a server of another app', () => {
  test('is what is known of it, and makes nothing', () => {
    const { stack, server } = imported();
    expect(server).toMatchObject(ATTRS);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test('has what a server of this app has', () => {
    const server: IMcpLambdaServer = serverIn();
    expect(Stack.of(server).resolve(server.aliasArn)).toEqual({ Ref: expect.stringMatching(/^ServerAlias/) });
    expect(Object.keys(ATTRS).filter((name) => !(name in server))).toEqual([]);
  });

  test.each(METRICS)('counts %s as a server of this app does: of its live alias', (method) => {
    const options = { period: Duration.minutes(1) };
    const ours = serverIn({ functionName: 'tools' })[method](options).toMetricConfig().metricStat!;
    const theirs = imported().server[method](options).toMetricConfig().metricStat!;
    expect(theirs).toMatchObject({
      namespace: ours.namespace,
      metricName: ours.metricName,
      statistic: ours.statistic,
      period: ours.period,
      region: 'eu-central-1',
      account: '123456789012',
      dimensions: [{ name: 'FunctionName', value: 'tools' }, { name: 'Resource', value: 'tools:live' }],
    });
  });

  test('counts by what its own stack exports', () => {
    const { stack, server } = imported({ aliasArn: Fn.importValue('AliasArn') });
    const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [':', { 'Fn::ImportValue': 'AliasArn' }] }] });
    expect(stack.resolve(server.metricErrors().toMetricConfig().metricStat!.dimensions)).toEqual([
      { name: 'FunctionName', value: part(6) }, { name: 'Resource', value: { 'Fn::Join': ['', [part(6), ':', part(7)]] } },
    ]);
  });

  test('is refused with the ARN of a function, which all its aliases share', () => {
    expect(() => imported({ aliasArn: 'arn:aws:lambda:eu-central-1:123456789012:function:tools' })).toThrow(
      'aliasArn: got "arn:aws:lambda:eu-central-1:123456789012:function:tools", expected the ARN of a function with its alias at the end: '
      + 'arn:aws:lambda:<region>:<account>:function:<name>:<alias> (at Stack/Server)',
    );
  });
});

describe('a server of another app that asks for signatures', () => {
  test('lets a grantee call its path, and nothing else of the API', () => {
    expect(statementsFor(imported({ executeApiArn: PATH_ARN }).server)).toEqual([
      { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: [PATH_ARN, `${PATH_ARN}/*`] },
    ]);
  });

  test('lets a grantee call it by what its own stack exports', () => {
    const [statement] = statementsFor(imported({ url: Fn.importValue('Url'), executeApiArn: Fn.importValue('Arn') }).server);
    expect(statement.Resource).toEqual([{ 'Fn::ImportValue': 'Arn' }, { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'Arn' }, '/*']] }]);
  });

  test('lets a grantee call its function URL', () => {
    const server = serverIn({ auth: McpAuth.iam(), endpoint: McpEndpoint.functionUrl() });
    const theirs = statementsFor(imported({ url: 'https://abc.lambda-url.eu-central-1.on.aws/mcp' }).server);
    const actions = (statements: any[]) => statements.map(({ Action, Condition }) => [Action, Condition]);
    expect(actions(theirs)).toEqual(actions(statementsFor(server)));
    expect(theirs.map(({ Resource }) => Resource)).toEqual(theirs.map(() => ATTRS.aliasArn));
  });

  test.each([['a domain', ATTRS.url], ['a URL that deployment tells', Fn.importValue('Url')]])('says what is missing with %s alone', (_, url) => {
    const { stack, server } = imported({ url });
    expect(() => server.grantInvoke(new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() }))).toThrow(
      'grantInvoke: got a server of another app, without executeApiArn and without the URL of a function URL as text, '
      + 'expected executeApiArn in fromMcpLambdaServerAttributes(…): server.executeApiArn of its own app, which is there with McpAuth.iam() (at Stack/Server)',
    );
  });
});

describe('executeApiArn', () => {
  const arnOf = (server: McpLambdaServer) => JSON.stringify(Stack.of(server).resolve(server.executeApiArn));

  test.each([
    ['an HTTP API', McpEndpoint.httpApi(), '/*/*/mcp'],
    ['an HTTP API with a path', McpEndpoint.httpApi({ path: '/tools/mcp', stageName: 'prod' }), '/*/*/tools/mcp'],
    ['a REST API', McpEndpoint.restApi({ stageName: 'prod' }), '/prod/*/mcp'],
  ])('is the MCP path of %s', (_, endpoint, path) => {
    expect(arnOf(serverIn({ auth: McpAuth.iam(), endpoint }))).toMatch(new RegExp(`execute-api.*"${path.replace(/\*/g, '\\*')}"`));
  });

  test('is the MCP path on an API that one has', () => {
    const stack = new Stack(new App(), 'Stack');
    const httpApi = apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc123', apiEndpoint: 'https://abc123.example.com' });
    const server = serverIn({ auth: McpAuth.iam(), endpoint: McpEndpoint.onHttpApi(httpApi, { path: '/team/mcp', apiUrl: 'https://api.example.com' }) });
    expect(arnOf(server)).toContain('abc123/*/*/team/mcp');
  });

  test.each([
    ['another auth', { auth: McpAuth.none() }],
    ['a function URL', { auth: McpAuth.iam(), endpoint: McpEndpoint.functionUrl() }],
  ])('is unset with %s', (_, props) => {
    expect(serverIn(props).executeApiArn).toBeUndefined();
  });
});
