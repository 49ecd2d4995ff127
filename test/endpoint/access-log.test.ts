import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { McpAccessLogOptions, McpAuth, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpServerCode } from '../../src';
import { bootstrapDirectory, templateWith } from '../support';

function templateOf(accessLog: McpAccessLogOptions, props: Partial<McpLambdaServerProps> = {}): Template {
  return templateWith({ endpoint: McpEndpoint.httpApi({ accessLog }), ...props });
}

/** A line as API Gateway writes it, but for the values. */
function lineOf(template: Template): Record<string, string> {
  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
  return JSON.parse(stage.Properties.AccessLogSettings.Format);
}

test('there is none by default', () => {
  const template = templateWith();
  template.resourceCountIs('AWS::Logs::LogGroup', 1);
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: Match.absent() });
});

test('it has a log group of its own, which is kept for a month and outlives the stack', () => {
  const template = templateOf({});
  template.resourceCountIs('AWS::Logs::LogGroup', 2);
  const [[id, group]] = Object.entries(template.findResources('AWS::Logs::LogGroup')).filter(([name]) => name.startsWith('ServerAccessLog'));
  expect(group).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30 } });
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: { DestinationArn: arnOf({ Ref: id }) } });
});

test('its name has the prefix that AWS has room for, and is another one for each life of the stack', () => {
  templateOf({}).hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: {
      'Fn::Join': ['', [
        Match.stringLikeRegexp('^/aws/vendedlogs/Stack-Server-?\\w*/$'),
        { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] },
      ]],
    },
  });
});

test('it is kept as long as it is told', () => {
  templateOf({ retention: logs.RetentionDays.ONE_YEAR }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
});

test('it goes to a log group that is given', () => {
  const logGroup = logs.LogGroup.fromLogGroupName(new Stack(), 'Group', '/aws/vendedlogs/mcp');
  const template = templateOf({ logGroup });
  template.resourceCountIs('AWS::Logs::LogGroup', 1);
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
    AccessLogSettings: { DestinationArn: { 'Fn::Join': ['', Match.arrayWith([':log-group:/aws/vendedlogs/mcp'])] } },
  });
});

test.each([true, false])('its ARN has no wildcard at the end, where CDK\'s flag for that is %s', (flag) => {
  const stack = new Stack(new App({ context: { '@aws-cdk/aws-apigateway:logGroupDestinationArnWithoutWildcard': flag } }), 'Stack');
  new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), endpoint: McpEndpoint.httpApi({ accessLog: {} }),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
    AccessLogSettings: { DestinationArn: arnOf({ Ref: Match.stringLikeRegexp('^ServerAccessLog') }) },
  });
});

test('it is a line of JSON that says who called, which route, what came of it, and how long it took', () => {
  expect(lineOf(templateOf({}))).toMatchObject({
    requestId: '$context.requestId',
    ip: '$context.identity.sourceIp',
    subject: '$context.authorizer.claims.sub',
    clientId: '$context.authorizer.claims.client_id',
    userArn: '$context.identity.userArn',
    route: '$context.routeKey',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
    integrationError: '$context.integration.error',
  });
});

test('no value of it is one that a caller can choose', () => {
  const chosen = /\.(path|rawPath|queryString|protocol|userAgent|domainName|httpMethod)$|header|authorizer\.error|authorizer\.principalId|error\.message|claims$|authorizer$/i;
  for (const value of Object.values(lineOf(templateOf({})))) {
    expect(value).toMatch(/^\$context(\.\w+)+$/);
    expect(value).not.toMatch(chosen);
  }
});

test('every stage writes to it, $default beside a named one too', () => {
  const template = templateOf({}, {
    auth: McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] }), endpoint: McpEndpoint.httpApi({ stageName: 'prod', accessLog: {} }),
  });
  template.resourceCountIs('AWS::ApiGatewayV2::Stage', 2);
  template.allResourcesProperties('AWS::ApiGatewayV2::Stage', {
    AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('requestId') },
  });
});

test('an alarm on throttles asks for it on every stage, and for the one that there is', () => {
  const auth = McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] });
  for (const accessLog of [undefined, {}]) {
    const template = templateWith({ auth, endpoint: McpEndpoint.httpApi({ stageName: 'prod', accessLog }), observability: { alarms: {} } });
    expect(Object.keys(template.findResources('AWS::Logs::LogGroup')).filter((id) => id.startsWith('ServerAccessLog'))).toHaveLength(1);
    template.allResourcesProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: { Format: Match.anyValue() } });
  }
});

test('that of a REST API is asked for by its option alone, as it needs a role of the account', () => {
  const stageOf = (template: Template) => Object.values(template.findResources('AWS::ApiGateway::Stage'))[0].Properties;
  const without = templateWith({ endpoint: McpEndpoint.restApi(), observability: { alarms: {} } });
  expect(stageOf(without).AccessLogSetting).toBeUndefined();
  without.resourceCountIs('AWS::Logs::MetricFilter', 0);

  const withLog = templateWith({ endpoint: McpEndpoint.restApi({ accessLog: {} }), observability: { alarms: {} } });
  const { DestinationArn: destinationArn, Format: format } = stageOf(withLog).AccessLogSetting;
  expect(destinationArn).toEqual(arnOf({ Ref: expect.stringMatching(/^ServerAccessLog/) }));
  expect(JSON.parse(format)).toMatchObject({ apiId: '$context.apiId', status: '$context.status', integrationStatus: '$context.integration.status' });
  withLog.resourceCountIs('AWS::Logs::MetricFilter', 1);
});

function arnOf(name: object): object {
  return {
    'Fn::Join': ['', [
      'arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:', name,
    ]],
  };
}
