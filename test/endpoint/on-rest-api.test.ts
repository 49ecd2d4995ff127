import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { App, Stack } from 'aws-cdk-lib/core';
import { McpAuth, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpOnRestApiOptions, McpServerCode } from '../../src';
import { authorizerFunction, bootstrapDirectory, environmentOf } from '../support';

const JWT = McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['me'], scopes: ['use'] });

class Shop {
  readonly stack = new Stack(new App(), 'Stack');
  readonly api: apigateway.RestApi;

  constructor(props: apigateway.RestApiProps = {}) {
    this.api = new apigateway.RestApi(this.stack, 'Api', props);
  }

  serve(id: string, options: McpOnRestApiOptions = {}, props: Partial<McpLambdaServerProps> = {}): McpLambdaServer {
    return new McpLambdaServer(this.stack, id, {
      code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }), auth: McpAuth.none(), endpoint: McpEndpoint.onRestApi(this.api, options), ...props,
    });
  }

  get template(): Template {
    return Template.fromStack(this.stack);
  }
}

/** `POST /mcp` to the method's properties. */
function methodsOf(template: Template): Record<string, any> {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id?: string): string => (id ? `${pathOf(resources[id].Properties.ParentId.Ref)}/${resources[id].Properties.PathPart}` : '');
  return Object.fromEntries(Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) =>
    [`${Properties.HttpMethod} ${pathOf(Properties.ResourceId.Ref)}`, Properties]));
}

test('the methods of a server are added to the API and deployed with it, and they stream', () => {
  const shop = new Shop();
  const server = shop.serve('One');
  const { template } = shop;
  template.resourceCountIs('AWS::ApiGateway::RestApi', 1);
  template.resourceCountIs('AWS::ApiGateway::Stage', 1);
  const methods = methodsOf(template);
  expect(Object.keys(methods)).toEqual(['POST /mcp', 'GET /mcp', 'DELETE /mcp']);
  expect(methods['POST /mcp'].Integration).toMatchObject({ ResponseTransferMode: 'STREAM', TimeoutInMillis: 30_000 });
  const [deployment] = Object.values(template.findResources('AWS::ApiGateway::Deployment'));
  expect(deployment.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^ApimcpPOST/)]));
  expect(server.restApi).toBeUndefined();
});

test('the name of the API\'s own stage is in the URL, which depends on no method', () => {
  const shop = new Shop({ deployOptions: { stageName: 'live' } });
  shop.serve('One');
  expect(environmentOf(shop.template)).toMatchObject({ MCP_PUBLIC_URL: { 'Fn::Join': ['', expect.arrayContaining([expect.stringMatching(/\/live\/mcp$/)])] } });
});

test('a stage of the user\'s own is named', () => {
  const shop = new Shop({ deploy: false });
  shop.serve('One', { stageName: 'blue', streaming: false });
  expect(environmentOf(shop.template)).toMatchObject({
    MCP_PUBLIC_URL: { 'Fn::Join': ['', expect.arrayContaining([expect.stringMatching(/\/blue\/mcp$/)])] }, AWS_LWA_INVOKE_MODE: 'buffered',
  });
});

describe('a second server', () => {
  const options: Partial<McpLambdaServerProps> = { auth: McpAuth.cognito({ clientRegistration: true }) };
  const [alone, both] = [new Shop(), new Shop()];
  alone.serve('One', { path: '/one', apiUrl: 'https://api.example.com' }, options);
  both.serve('One', { path: '/one', apiUrl: 'https://api.example.com' }, options);
  both.serve('Two', { path: '/two', apiUrl: 'https://api.example.com' }, options);
  both.serve('Three', { path: '/three', apiUrl: 'https://api.example.com' }, {
    auth: McpAuth.lambdaAuthorizer(authorizerFunction(), { responseType: HttpLambdaResponseType.IAM }),
  });

  test('moves no URL and no logical id of the first, and changes nothing but the API\'s deployment', () => {
    const parts = ({ Resources, Outputs }: any) => ({
      Outputs,
      Resources: Object.fromEntries(Object.entries<any>(Resources).filter(([, { Type }]) => !['AWS::ApiGateway::Deployment', 'AWS::ApiGateway::Stage'].includes(Type))),
    });
    expect(parts(both.template.toJSON())).toMatchObject(parts(alone.template.toJSON()));
  });

  test('has an authorizer and a token check of its own, under the server', () => {
    const authorizers = Object.keys(both.template.findResources('AWS::ApiGateway::Authorizer'));
    expect(authorizers.map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['OneAuthorizer', 'TwoAuthorizer', 'ThreeAuthorizer']);
  });

  test('has its documents with its own path behind the well-known ones, and the API keeps its own 401', () => {
    const documents = (server: string) => [
      `GET /.well-known/oauth-authorization-server/${server}`, `GET /.well-known/oauth-protected-resource/${server}`, `POST /register/${server}`,
    ];
    const methods = methodsOf(both.template);
    expect(Object.keys(methods).filter((key) => /^(GET|POST) \/(\.well-known|register)/.test(key)).sort()).toEqual([...documents('one'), ...documents('two')].sort());
    expect(methods['GET /.well-known/oauth-protected-resource/two']).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: false, Integration: { Type: 'MOCK' } });
    both.template.resourceCountIs('AWS::ApiGateway::GatewayResponse', 0);
  });
});

test('below a stage the authorization server is found as an OpenID provider with the path of the server, and synthesis says who does not look there', () => {
  const shop = new Shop();
  shop.serve('One', {}, { auth: McpAuth.cognito() });
  expect(Object.keys(methodsOf(shop.template))).toContain('GET /mcp/.well-known/openid-configuration');
  Annotations.fromStack(shop.stack).hasWarning('*', Match.stringLikeRegexp('endpoint.apiUrl: got nothing in McpEndpoint.onRestApi.*stageHidesDiscovery'));
});

test('the auth of the server holds on its methods, whatever the defaults of the API are, and preflights are the API\'s', () => {
  const stack = new Stack(new App(), 'Stack');
  const api = new apigateway.RestApi(stack, 'Api', {
    defaultCorsPreflightOptions: { allowOrigins: ['https://app.example.com'] },
    defaultMethodOptions: { apiKeyRequired: true, authorizer: new apigateway.TokenAuthorizer(stack, 'Default', { handler: authorizerFunction() }) },
  });
  api.root.addMethod('GET');
  const serve = (id: string, auth: McpAuth) => new McpLambdaServer(stack, id, {
    code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }), auth, endpoint: McpEndpoint.onRestApi(api, { path: `/${id}` }),
  });
  [['open', McpAuth.none()], ['signed', McpAuth.iam()], ['tokens', JWT]].forEach(([id, auth]) => serve(id as string, auth as McpAuth));
  const methods = methodsOf(Template.fromStack(stack));
  expect(methods['POST /open']).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: true });
  expect(methods['POST /open']).not.toHaveProperty('AuthorizerId');
  expect(methods['POST /signed']).toMatchObject({ AuthorizationType: 'AWS_IAM' });
  expect(methods['GET ']).toMatchObject({ AuthorizationType: 'CUSTOM' });
  expect(methods['POST /signed']).not.toHaveProperty('AuthorizerId');
  expect(methods['POST /tokens'].AuthorizerId.Ref).toMatch(/^tokensAuthorizer/);
  expect(methods['GET /.well-known/oauth-protected-resource/tokens']).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: false });
  expect(JSON.stringify(methods['OPTIONS /.well-known/oauth-protected-resource/tokens'])).toContain('https://app.example.com');
});
