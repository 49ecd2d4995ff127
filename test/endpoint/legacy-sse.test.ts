import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Stack } from 'aws-cdk-lib/core';
import { McpAuth, McpCors, McpEndpoint, McpLambdaServerProps } from '../../src';
import { templateWith } from '../support';

const OLD = { legacySsePath: '/mcp/sse' };
const jwt = McpAuth.jwt({ issuer: 'https://login.example.com', scopes: ['use'] });

/** The routes of an HTTP API, with what they ask. */
function routesOf(props: Partial<McpLambdaServerProps> | ((stack: Stack) => Partial<McpLambdaServerProps>)): Record<string, any> {
  const routes = Object.values(templateWith(props).findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);
  return Object.fromEntries(routes.map((route) => [route.RouteKey, route]));
}

/** The methods of a REST API by method and path. */
function methodsOf(props: Partial<McpLambdaServerProps> | ((stack: Stack) => Partial<McpLambdaServerProps>)): Record<string, any> {
  const template = templateWith(props);
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (reference: { Ref?: string }): string => {
    const resource = resources[reference.Ref ?? '']?.Properties;
    return resource === undefined ? '' : `${pathOf(resource.ParentId)}/${resource.PathPart}`;
  };
  return Object.fromEntries(Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => (
    [`${Properties.HttpMethod} ${pathOf(Properties.ResourceId)}`, Properties])));
}

describe('an HTTP API', () => {
  test('takes GET for the stream and POST for messages, guarded and led as the MCP path is', () => {
    const routes = routesOf({ auth: jwt, endpoint: McpEndpoint.httpApi(OLD) });
    const { 'POST /mcp': { RouteKey: _, ...mcp } } = routes;
    for (const key of ['GET /mcp/sse', 'POST /mcp/messages', 'POST /mcp/messages/{proxy+}']) {
      expect(routes[key]).toEqual({ ...mcp, RouteKey: key });
    }
    expect(mcp).toMatchObject({ AuthorizationType: 'JWT', AuthorizationScopes: ['use'] });
    expect(Object.keys(routes).filter((key) => key.endsWith('/mcp/sse') || key.includes('messages'))).toHaveLength(3);
  });

  test('posts messages where the server says that they are posted', () => {
    const keys = Object.keys(routesOf({ endpoint: McpEndpoint.httpApi({ legacySsePath: '/sse', legacyMessagesPath: '/post' }) }));
    expect(keys).toEqual(expect.arrayContaining(['GET /sse', 'POST /post']));
    expect(keys.join()).not.toContain('messages');
  });

  test('grants the routes to callers that sign', () => {
    expect(Object.values(routesOf({ auth: McpAuth.iam(), endpoint: McpEndpoint.httpApi(OLD) })).map(({ AuthorizationType }) => AuthorizationType))
      .toEqual(new Array(9).fill('AWS_IAM'));
  });

  test('of the user\'s takes them too', () => {
    const keys = Object.keys(routesOf((stack) => ({ endpoint: McpEndpoint.onHttpApi(new apigwv2.HttpApi(stack, 'Api'), { path: '/tools/mcp', legacySsePath: '/tools/sse' }) })));
    expect(keys).toEqual(expect.arrayContaining(['GET /tools/sse', 'POST /tools/messages']));
  });
});

describe('a REST API', () => {
  test('takes both, guarded and led as the MCP path is, with preflights', () => {
    const methods = methodsOf({ auth: jwt, endpoint: McpEndpoint.restApi({ ...OLD, cors: McpCors.allow({ allowOrigins: ['https://app.example.com'] }) }) });
    for (const [method, path] of [['GET', '/mcp/sse'], ['POST', '/mcp/messages']]) {
      const { [`${method} /mcp`]: mcp, [`${method} ${path}`]: old } = methods;
      expect({ ...old, ResourceId: undefined }).toEqual({ ...mcp, ResourceId: undefined });
      expect(old).toMatchObject({ AuthorizationType: 'CUSTOM', Integration: { ResponseTransferMode: 'STREAM' } });
      expect(methods[`OPTIONS ${path}`].Integration).toEqual(methods['OPTIONS /mcp'].Integration);
    }
    expect(Object.keys(methods).filter((key) => /sse|messages/.test(key)).sort()).toEqual([
      'GET /mcp/sse', 'OPTIONS /mcp/messages', 'OPTIONS /mcp/sse', 'POST /mcp/messages',
    ]);
  });

  test('asks for keys on them, too', () => {
    const methods = methodsOf({ endpoint: McpEndpoint.restApi({ ...OLD, usagePlan: {} }) });
    expect([methods['GET /mcp/sse'].ApiKeyRequired, methods['POST /mcp/messages'].ApiKeyRequired]).toEqual([true, true]);
  });

  test('of the user\'s takes them without preflights, which are its own', () => {
    const methods = Object.keys(methodsOf((stack) => ({ endpoint: McpEndpoint.onRestApi(new apigateway.RestApi(stack, 'Api'), OLD) })));
    expect(methods.filter((key) => /sse|messages/.test(key)).sort()).toEqual(['GET /mcp/sse', 'POST /mcp/messages']);
  });
});
