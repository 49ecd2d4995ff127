import { Match, Template } from 'aws-cdk-lib/assertions';
import { CorsHttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { McpAuth, McpCors, McpEndpoint, McpFunctionUrlOptions, McpLambdaServerProps } from '../../src';
import { environmentOf, serverIn, templateWith } from '../support';

const at = (options: McpFunctionUrlOptions = {}, props: Partial<McpLambdaServerProps> = {}) =>
  templateWith({ endpoint: McpEndpoint.functionUrl(options), ...props });

test('a function URL stands on the live alias, streams, and needs no API', () => {
  const template = at();
  template.hasResourceProperties('AWS::Lambda::Url', {
    AuthType: 'NONE',
    InvokeMode: 'RESPONSE_STREAM',
    Qualifier: 'live',
    Cors: Match.objectLike({ AllowOrigins: ['*'], AllowMethods: ['GET', 'POST', 'DELETE'], MaxAge: 3600 }),
  });
  template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
  template.resourceCountIs('AWS::ApiGateway::RestApi', 0);
});

test('everybody needs both permissions to call it', () => {
  const template = at();
  template.hasResourceProperties('AWS::Lambda::Permission', { Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' });
  template.hasResourceProperties('AWS::Lambda::Permission', { Action: 'lambda:InvokeFunction', Principal: '*', InvokedViaFunctionUrl: true });
});

test('the server is told to stream, and not its URL, which depends on it', () => {
  const environment = environmentOf(at());
  expect(environment).toMatchObject({ AWS_LWA_INVOKE_MODE: 'response_stream' });
  expect(environment).not.toHaveProperty('MCP_PUBLIC_URL');
});

test('the outputs are the URL, and the MCP path at it', () => {
  const outputs = at({ path: '/team/mcp' }).findOutputs('*');
  const values = Object.values(outputs).map(({ Value }) => Value);
  const url = { 'Fn::GetAtt': [expect.stringMatching(/FunctionUrl/), 'FunctionUrl'] };
  expect(values).toEqual([url, { 'Fn::Join': ['', [url, 'team/mcp']] }]);
});

test('answers are given as a whole where that is asked for', () => {
  const template = at({ streaming: false });
  template.hasResourceProperties('AWS::Lambda::Url', { InvokeMode: 'BUFFERED' });
  expect(environmentOf(template)).toMatchObject({ AWS_LWA_INVOKE_MODE: 'buffered' });
});

test('IAM is asked, and a grant lets one grantee call', () => {
  const server = serverIn({ endpoint: McpEndpoint.functionUrl(), auth: McpAuth.iam() });
  server.grantInvoke(new iam.Role(Stack.of(server), 'Caller', { assumedBy: new iam.AccountRootPrincipal() }));
  const template = Template.fromStack(Stack.of(server));
  template.hasResourceProperties('AWS::Lambda::Url', { AuthType: 'AWS_IAM' });
  template.resourcePropertiesCountIs('AWS::Lambda::Permission', { Principal: '*' }, 0);
  expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain('lambda:InvokeFunctionUrl');
});

test('OPTIONS is not among the methods that Lambda lists, and CORS can be switched off', () => {
  at({ cors: McpCors.allow({ allowMethods: [CorsHttpMethod.POST, CorsHttpMethod.OPTIONS] }) })
    .hasResourceProperties('AWS::Lambda::Url', { Cors: Match.objectLike({ AllowMethods: ['POST'] }) });
  at({ cors: McpCors.disabled() }).hasResourceProperties('AWS::Lambda::Url', { Cors: Match.absent() });
});

test('a request may take a quarter of an hour', () => {
  at({}, { timeout: Duration.minutes(15) }).hasResourceProperties('AWS::Lambda::Function', { Timeout: 900 });
});
