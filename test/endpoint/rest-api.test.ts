import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { McpAuth, McpCors, McpDomain, McpEndpoint, McpLambdaServerProps, McpServerCode } from '../../src';
import { authorizerFunction, bootstrapDirectory, environmentOf, importedCertificate, serverIn, templateWith } from '../support';

const at = (props: Partial<McpLambdaServerProps> = {}) => templateWith({ endpoint: McpEndpoint.restApi(), ...props });
const JWT = McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['me'], scopes: ['mcp/use'] });

/** `POST /mcp` to the method's properties. */
function methodsOf(template: Template): Record<string, any> {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id?: string): string => (id ? `${pathOf(resources[id].Properties.ParentId.Ref)}/${resources[id].Properties.PathPart}` : '');
  return Object.fromEntries(Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) =>
    [`${Properties.HttpMethod} ${pathOf(Properties.ResourceId.Ref)}`, Properties]));
}

describe('the methods of a REST API', () => {
  test('are POST, GET and DELETE on the path, and the answer to preflights', () => {
    expect(Object.keys(methodsOf(at()))).toEqual(['POST /mcp', 'GET /mcp', 'DELETE /mcp', 'OPTIONS /mcp']);
  });

  test('stream, for as long as the function may take', () => {
    const { 'POST /mcp': post } = methodsOf(at({ timeout: Duration.minutes(15) }));
    expect(post.Integration).toMatchObject({ Type: 'AWS_PROXY', ResponseTransferMode: 'STREAM', TimeoutInMillis: 900_000 });
    expect(JSON.stringify(post.Integration.Uri)).toContain('/response-streaming-invocations');
  });

  test('give answers as a whole where that is asked for, within 29 seconds', () => {
    const template = at({ endpoint: McpEndpoint.restApi({ streaming: false }) });
    expect(methodsOf(template)['POST /mcp'].Integration).toMatchObject({ ResponseTransferMode: 'BUFFERED', TimeoutInMillis: 29_000 });
    template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 29 });
    expect(environmentOf(template)).toMatchObject({ AWS_LWA_INVOKE_MODE: 'buffered' });
  });

  test('share one permission', () => {
    at().resourceCountIs('AWS::Lambda::Permission', 1);
  });

  test('ask IAM, and a grant covers them and no preflight', () => {
    const server = serverIn({ endpoint: McpEndpoint.restApi(), auth: McpAuth.iam() });
    server.grantInvoke(new iam.Role(Stack.of(server), 'Caller', { assumedBy: new iam.AccountRootPrincipal() }));
    const template = Template.fromStack(Stack.of(server));
    expect(Object.entries(methodsOf(template)).map(([key, { AuthorizationType }]) => [key, AuthorizationType])).toEqual([
      ['POST /mcp', 'AWS_IAM'], ['GET /mcp', 'AWS_IAM'], ['DELETE /mcp', 'AWS_IAM'], ['OPTIONS /mcp', 'NONE'],
    ]);
    const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
    expect(policies).toContain('/POST/mcp');
    expect(policies).not.toContain('/OPTIONS/mcp');
  });
});

test('the server is told its URL with the stage, and the adapter to stream', () => {
  const template = at();
  expect(environmentOf(template)).toMatchObject({
    AWS_LWA_INVOKE_MODE: 'response_stream',
    MCP_PUBLIC_URL: { 'Fn::Join': ['', Match.anyValue() && expect.arrayContaining([expect.stringMatching(/\/prod\/mcp$/)])] },
  });
});

test('the API is regional, makes no role for the whole account, and has the limits on its stage', () => {
  const template = at();
  template.hasResourceProperties('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['REGIONAL'] } });
  template.resourceCountIs('AWS::ApiGateway::Account', 0);
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    StageName: 'prod', MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 })],
  });
});

describe('a token', () => {
  const template = at({ auth: JWT });

  test('is checked by a function of its own, which is asked again after a minute', () => {
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', { Type: 'TOKEN', AuthorizerResultTtlInSeconds: 60, IdentitySource: 'method.request.header.Authorization' });
    const methods = methodsOf(template);
    expect(['POST /mcp', 'GET /mcp', 'DELETE /mcp'].map((key) => methods[key].AuthorizationType)).toEqual(['CUSTOM', 'CUSTOM', 'CUSTOM']);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'index.handler',
      Environment: { Variables: { JWT_ISSUER: 'https://issuer.example', JWT_SCOPES: '["mcp/use"]' } },
    });
  });

  test('of a user pool is let in for the clients alone that are given', () => {
    const pooled = at({ auth: McpAuth.cognito({ machineClient: true }) });
    const clients = Object.keys(pooled.findResources('AWS::Cognito::UserPoolClient'));
    const [{ Properties }] = Object.values(pooled.findResources('AWS::Lambda::Function', { Properties: { Description: 'Checks the tokens of MCP clients' } }));
    expect(clients).toHaveLength(2);
    expect(Properties.Environment.Variables.JWT_CLIENTS).toEqual({
      'Fn::Join': ['', ['["', { Ref: clients[0] }, '","', { Ref: clients[1] }, '"]']],
    });
  });

  test('of another issuer may be any client\'s: its audience and scopes say whose it is', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { JWT_ISSUER: 'https://issuer.example', JWT_CLIENTS: Match.absent() } },
    });
  });

  test('that lacks or does not do is answered with where to get one', () => {
    for (const [ResponseType, begin] of [['UNAUTHORIZED', "'Bearer scope=\"mcp/use\", resource_metadata=\""], ['ACCESS_DENIED', "'Bearer error=\"insufficient_scope\", scope=\"mcp/use\", resource_metadata=\""]]) {
      template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
        ResponseType,
        ResponseParameters: {
          'gatewayresponse.header.WWW-Authenticate': { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('/prod/.well-known/oauth-protected-resource/mcp"\'$')])] },
          'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
        },
      });
      expect(JSON.stringify(template.findResources('AWS::ApiGateway::GatewayResponse', { Properties: { ResponseType } }))).toContain(JSON.stringify(begin).slice(1, -1));
    }
  });

  test('can be found without the function: the API answers the documents by itself', () => {
    template.resourceCountIs('AWS::Lambda::Function', 2); // the server, and the check
    const { 'GET /.well-known/oauth-protected-resource': document } = methodsOf(template);
    expect(document).toMatchObject({ AuthorizationType: 'NONE', Integration: { Type: 'MOCK' } });
    expect(JSON.stringify(document.Integration.IntegrationResponses[0].ResponseTemplates)).toContain('authorization_servers');
  });

  test('can be found below the stage, where clients look as for an OpenID provider', () => {
    const methods = methodsOf(at({ auth: McpAuth.cognito({ clientRegistration: true }) }));
    expect(Object.keys(methods)).toEqual(expect.arrayContaining(['GET /.well-known/openid-configuration', 'GET /.well-known/oauth-authorization-server', 'POST /register', 'OPTIONS /register']));
    expect(methods['POST /register']).toMatchObject({ AuthorizationType: 'NONE', Integration: { Type: 'AWS_PROXY' } });
  });
});

test('a function of the user\'s that answers policies is asked where credentials stand', () => {
  at({ auth: McpAuth.lambdaAuthorizer(authorizerFunction(), { responseType: HttpLambdaResponseType.IAM, identitySource: ['$request.header.X-Key', '$request.querystring.key'] }) })
    .hasResourceProperties('AWS::ApiGateway::Authorizer', { Type: 'REQUEST', IdentitySource: 'method.request.header.X-Key,method.request.querystring.key', AuthorizerResultTtlInSeconds: 300 });
});

test('the public paths of a server with auth of its own reach it with every method', () => {
  const methods = methodsOf(at({ auth: McpAuth.inServer({ publicPaths: ['/authorize', '/.well-known/oauth-authorization-server'] }) }));
  expect(Object.keys(methods)).toEqual(['POST /mcp', 'GET /mcp', 'DELETE /mcp', 'OPTIONS /mcp', 'ANY /authorize', 'ANY /.well-known/oauth-authorization-server']);
});

test('what the API answers itself names no origin where there are several to choose from', () => {
  const template = at({ endpoint: McpEndpoint.restApi({ cors: McpCors.allow({ allowOrigins: ['https://a.example', 'https://b.example'] }) }) });
  template.resourceCountIs('AWS::ApiGateway::GatewayResponse', 0);
  at({ endpoint: McpEndpoint.restApi({ cors: McpCors.disabled() }) }).resourceCountIs('AWS::ApiGateway::GatewayResponse', 0);
});

test('the token check can be given its own share of the account\'s instances', () => {
  const server = serverIn({ endpoint: McpEndpoint.restApi(), auth: JWT });
  const check = server.restApi!.node.findChild('TokenCheck').node.findChild('Function') as lambda.Function;
  (check.node.defaultChild as lambda.CfnFunction).reservedConcurrentExecutions = 20;
  Template.fromStack(Stack.of(server)).hasResourceProperties('AWS::Lambda::Function', {
    Description: 'Checks the tokens of MCP clients', ReservedConcurrentExecutions: 20,
  });
});

describe('behind a domain', () => {
  const domain = (basePath?: string, disableDefaultEndpoint = false) => McpDomain.fromCertificate('mcp.example.com', importedCertificate(), { basePath, disableDefaultEndpoint });

  test('the same regional name leads to it, and its URL has no stage', () => {
    const template = at({ domain: domain() });
    template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', { ApiId: { Ref: Match.stringLikeRegexp('RestApi') } });
    expect(environmentOf(template).MCP_PUBLIC_URL).toBe('https://mcp.example.com/mcp');
  });

  test('what stands before the path is in the event, and removed by the adapter', () => {
    expect(environmentOf(at({ domain: domain('tools') }))).toMatchObject({ AWS_LWA_REMOVE_BASE_PATH: '/tools', MCP_PUBLIC_URL: 'https://mcp.example.com/tools/mcp' });
    const code = McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' });
    expect(environmentOf(at({ domain: domain('tools', true), code }))).toMatchObject({ AWS_LWA_REMOVE_BASE_PATH: '/tools/mcp' });
  });
});

test('without a domain synthesis says which clients will not find where to get a token', () => {
  const server = serverIn({ endpoint: McpEndpoint.restApi(), auth: JWT });
  Annotations.fromStack(Stack.of(server)).hasWarning('*', Match.stringLikeRegexp('the root of the host.*stageHidesDiscovery'));
});
