import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import { McpAuth, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpOnHttpApiOptions, McpServerCode } from '../../src';
import { authorizerFunction, bootstrapDirectory, environmentOf } from '../support';

const JWT = McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['me'], scopes: ['use'] });

class Shop {
  readonly stack = new Stack(new App(), 'Stack');
  readonly api: apigwv2.HttpApi;

  constructor(props: apigwv2.HttpApiProps = {}) {
    this.api = new apigwv2.HttpApi(this.stack, 'Api', props);
  }

  serve(id: string, options: McpOnHttpApiOptions = {}, props: Partial<McpLambdaServerProps> = {}, stack = this.stack): McpLambdaServer {
    return new McpLambdaServer(stack, id, {
      code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }), auth: McpAuth.none(), endpoint: McpEndpoint.onHttpApi(this.api, options), ...props,
    });
  }

  get template(): Template {
    return Template.fromStack(this.stack);
  }
}

const routeKeysOf = (template: Template) => Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties.RouteKey).sort();

test('the routes of a server are added to the API, and no other API, stage or mapping is made', () => {
  const shop = new Shop();
  const server = shop.serve('One');
  const { template } = shop;
  template.resourceCountIs('AWS::ApiGatewayV2::Api', 1);
  template.resourceCountIs('AWS::ApiGatewayV2::Stage', 1);
  expect(routeKeysOf(template)).toEqual(['DELETE /mcp', 'DELETE /mcp/{proxy+}', 'GET /mcp', 'GET /mcp/{proxy+}', 'POST /mcp', 'POST /mcp/{proxy+}']);
  expect(shop.stack.resolve(environmentOf(template).MCP_PUBLIC_URL)).toEqual(shop.stack.resolve(server.url));
  expect(server.httpApi).toBeUndefined();
});

describe('a second server', () => {
  const options: Partial<McpLambdaServerProps> = { auth: McpAuth.cognito({ clientRegistration: true }) };
  const [alone, both] = [new Shop(), new Shop()];
  alone.serve('One', { path: '/one', apiUrl: 'https://api.example.com' }, options);
  both.serve('One', { path: '/one', apiUrl: 'https://api.example.com' }, options);
  both.serve('Two', { path: '/two', apiUrl: 'https://api.example.com' }, options);
  both.serve('Three', { path: '/three', apiUrl: 'https://api.example.com' }, { auth: McpAuth.lambdaAuthorizer(authorizerFunction()) });

  test('moves no URL and no logical id of the first, and changes nothing of it', () => {
    const [before, after] = [alone.template.toJSON(), both.template.toJSON()];
    const withoutAssets = ({ Resources, Outputs }: any) => ({ Resources, Outputs });
    expect(withoutAssets(after)).toMatchObject(withoutAssets(before));
  });

  test('has an authorizer of its own, under the server and not in the API', () => {
    const authorizers = Object.entries(both.template.findResources('AWS::ApiGatewayV2::Authorizer'));
    expect(authorizers.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['OneAuthorizer', 'TwoAuthorizer', 'ThreeAuthorizer']);
  });

  test('has its documents with its own path behind the well-known ones; the root is nobody\'s', () => {
    const documents = (server: string) => [
      `GET /.well-known/oauth-authorization-server/${server}`, `GET /.well-known/oauth-protected-resource/${server}`, `POST /register/${server}`,
    ];
    const discovery = routeKeysOf(both.template).filter((key) => /^(GET|POST) \/(\.well-known|register)/.test(key));
    expect(discovery).toEqual([...documents('one'), ...documents('two')].sort());
  });

  test('is described by documents that name it', () => {
    const functions = Object.values(both.template.findResources('AWS::Lambda::Function', { Properties: { Handler: 'index.handler' } }));
    const texts = functions.map(({ Properties }) => Properties.Environment.Variables);
    const flat = (value: any) => JSON.parse(typeof value === 'string' ? value : value['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : 'x')).join(''));
    expect(texts.map(({ RESOURCE_METADATA }) => flat(RESOURCE_METADATA))).toMatchObject([
      { resource: 'https://api.example.com/one', authorization_servers: ['https://api.example.com/one'] },
      { resource: 'https://api.example.com/two', authorization_servers: ['https://api.example.com/two'] },
    ]);
    expect(texts.map(({ AUTHORIZATION_SERVER_METADATA }) => flat(AUTHORIZATION_SERVER_METADATA))).toMatchObject([
      { issuer: 'https://api.example.com/one', registration_endpoint: 'https://api.example.com/register/one' },
      { issuer: 'https://api.example.com/two', registration_endpoint: 'https://api.example.com/register/two' },
    ]);
  });
});

test('the server is told the URL of the API at its name, with the base path, which the adapter removes', () => {
  const shop = new Shop();
  shop.serve('One', { apiUrl: 'https://api.example.com/tools' });
  expect(environmentOf(shop.template)).toMatchObject({ MCP_PUBLIC_URL: 'https://api.example.com/tools/mcp', AWS_LWA_REMOVE_BASE_PATH: '/mcp' });
  Annotations.fromStack(shop.stack).hasWarning('*', Match.stringLikeRegexp('domainPathUnclear'));
});

test('a stage with a name is part of the URL and of the event', () => {
  const shop = new Shop({ createDefaultStage: false });
  shop.api.addStage('Prod', { stageName: 'prod', autoDeploy: true });
  shop.serve('One', { stageName: 'prod' });
  expect(environmentOf(shop.template)).toMatchObject({
    AWS_LWA_REMOVE_BASE_PATH: '/prod/mcp', MCP_PUBLIC_URL: { 'Fn::Join': ['', expect.arrayContaining([expect.stringMatching(/\/prod\/mcp$/)])] },
  });
});

test('an API that is imported, and one of another stack, get routes too', () => {
  const shop = new Shop();
  const other = new Stack(shop.stack.node.root as App, 'Other');
  shop.serve('One', { path: '/one' }, { auth: JWT }, other);
  const imported = apigwv2.HttpApi.fromHttpApiAttributes(other, 'Imported', { httpApiId: 'abc123' });
  shop.serve('Two', { path: '/two' }, { endpoint: McpEndpoint.onHttpApi(imported, { path: '/two' }), auth: JWT }, other);
  const template = Template.fromStack(other);
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /two', ApiId: 'abc123' });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /one', ApiId: Match.objectLike({}) });
  template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 2);
  expect(Object.keys(shop.template.findResources('AWS::ApiGatewayV2::Authorizer'))).toEqual([]);
});

test('the auth of the server holds on its routes, whatever the defaults of the API are', () => {
  const shop = new Shop({ defaultAuthorizer: new HttpJwtAuthorizer('Default', 'https://other.example', { jwtAudience: ['other'] }), defaultAuthorizationScopes: ['other'] });
  shop.serve('Open', { path: '/open' });
  shop.serve('Tokens', { path: '/tokens' }, { auth: JWT });
  const { template } = shop;
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /open', AuthorizationType: 'NONE', AuthorizationScopes: Match.absent(), AuthorizerId: Match.absent() });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /.well-known/oauth-protected-resource/tokens', AuthorizationType: 'NONE', AuthorizationScopes: Match.absent() });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /tokens', AuthorizationType: 'JWT', AuthorizationScopes: ['use'], AuthorizerId: { Ref: Match.stringLikeRegexp('^Tokens') } });
});

test('a grant covers the routes of one server', () => {
  const shop = new Shop();
  const server = shop.serve('One', { path: '/one' }, { auth: McpAuth.iam() });
  shop.serve('Two', { path: '/two' }, { auth: McpAuth.iam() });
  server.grantInvoke(new iam.Role(shop.stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() }));
  const policies = JSON.stringify(shop.template.findResources('AWS::IAM::Policy'));
  expect(policies).toContain('/POST/one');
  expect(policies).not.toContain('/POST/two');
});
