import { Match } from 'aws-cdk-lib/assertions';
import { McpAuth, McpEndpoint, McpServerCode } from '../../src';
import { bootstrapDirectory, templateWith } from '../support';

const issuer = 'https://issuer.example';

/** The URL of the MCP endpoint as the template has it, with more behind it. */
const mcpUrl = (path: string) => ({
  'Fn::Join': ['', ['https://', { Ref: Match.stringLikeRegexp('^ServerHttpApi') }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, path]],
});

test('none leaves the routes open, in so many words', () => {
  const template = templateWith();
  template.allResourcesProperties('AWS::ApiGatewayV2::Route', { AuthorizationType: 'NONE', AuthorizerId: Match.absent() });
  template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
});

test('jwt is checked by one authorizer on every route to the server, with the scopes', () => {
  const template = templateWith({ auth: McpAuth.jwt({ issuer, audience: ['client'], scopes: ['mcp/read', 'mcp/write'] }) });
  template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 1);
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Issuer: issuer },
  });
  for (const method of ['POST', 'GET', 'DELETE']) {
    for (const path of ['/mcp', '/mcp/{proxy+}']) {
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
        RouteKey: `${method} ${path}`,
        AuthorizationType: 'JWT',
        AuthorizerId: { Ref: Match.stringLikeRegexp('Authorizer') },
        AuthorizationScopes: ['mcp/read', 'mcp/write'],
      });
    }
  }
});

test('jwt takes the MCP URL as an audience beside those that are given, as clients send it in resource', () => {
  templateWith({ auth: McpAuth.jwt({ issuer, audience: ['client'], scopes: ['use'] }) }).hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    JwtConfiguration: { Audience: ['client', mcpUrl('/mcp'), mcpUrl('/mcp/')] },
  });
});

test('jwt without an audience takes the MCP URL alone', () => {
  templateWith({ auth: McpAuth.jwt({ issuer, scopes: ['use'] }) }).hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    JwtConfiguration: { Audience: [mcpUrl('/mcp'), mcpUrl('/mcp/')] },
  });
});

test('the MCP URL of a server at the root is an audience with and without its slash', () => {
  const template = templateWith({
    code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }),
    endpoint: McpEndpoint.httpApi({ path: '/' }),
    auth: McpAuth.jwt({ issuer, scopes: ['use'] }),
  });
  const [authorizer] = Object.values(template.findResources('AWS::ApiGatewayV2::Authorizer'));
  const endings = authorizer.Properties.JwtConfiguration.Audience.map((audience: any) => audience['Fn::Join'][1].at(-1));
  expect(endings).toEqual(['/', { Ref: 'AWS::URLSuffix' }]);
});

test.each([issuer, `${issuer}/`, `${issuer}/tenant/`])('jwt compares the issuer %s as it stands in tokens', (one) => {
  templateWith({ auth: McpAuth.jwt({ issuer: one, scopes: ['use'] }) })
    .hasResourceProperties('AWS::ApiGatewayV2::Authorizer', { JwtConfiguration: { Issuer: one } });
});

test('jwt without scopes asks for none', () => {
  templateWith({ auth: McpAuth.jwt({ issuer, scopes: [] }) })
    .hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /mcp', AuthorizationType: 'JWT', AuthorizationScopes: Match.absent() });
});
