import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { McpAuth, McpDomain, McpEndpoint, McpLambdaServerProps } from '../../src';
import { serverIn, templateWith } from '../support';

describe('iam', () => {
  test('asks for a signature on every route', () => {
    const template = templateWith({ auth: McpAuth.iam() });
    template.allResourcesProperties('AWS::ApiGatewayV2::Route', { AuthorizationType: 'AWS_IAM' });
    template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
  });

  test('lets a grantee call the routes of the server and nothing else of the API', () => {
    const server = serverIn({ auth: McpAuth.iam() });
    const role = new iam.Role(Stack.of(server), 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
    server.grantInvoke(role).assertSuccess();
    const [policy] = Object.values(Template.fromStack(Stack.of(server)).findResources('AWS::IAM::Policy', {
      Properties: { Roles: [{ Ref: Match.stringLikeRegexp('^Caller') }] },
    }));
    const [statement, ...more] = policy.Properties.PolicyDocument.Statement;
    expect(more).toEqual([]);
    expect(statement).toMatchObject({ Action: 'execute-api:Invoke', Effect: 'Allow' });
    expect(statement.Resource.map((arn: any) => arn['Fn::Join'][1].at(-1)).sort()).toEqual([
      '/*/DELETE/mcp', '/*/DELETE/mcp/*', '/*/GET/mcp', '/*/GET/mcp/*', '/*/POST/mcp', '/*/POST/mcp/*',
    ]);
  });

  test('is the one auth that grants', () => {
    const server = serverIn({ auth: McpAuth.none() });
    const role = new iam.Role(Stack.of(server), 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
    expect(() => server.grantInvoke(role)).toThrow('grantInvoke: got a server with McpAuth.none(), expected McpAuth.iam()');
  });
});

describe('inServer', () => {
  const publicPaths = ['/.well-known/oauth-authorization-server', '/token'];
  const routesOf = (template: Template) => Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);

  test('lets the MCP path and the listed paths through to the server, and nothing else', () => {
    const routes = routesOf(templateWith({ auth: McpAuth.inServer({ publicPaths }) }));
    expect(routes.map(({ RouteKey }) => RouteKey)).toEqual([
      'POST /mcp', 'GET /mcp', 'DELETE /mcp', 'POST /mcp/{proxy+}', 'GET /mcp/{proxy+}', 'DELETE /mcp/{proxy+}',
      'ANY /.well-known/oauth-authorization-server', 'ANY /token',
    ]);
    expect(new Set(routes.map(({ AuthorizationType }) => AuthorizationType))).toEqual(new Set(['NONE']));
    expect(new Set(routes.map(({ Target }) => JSON.stringify(Target))).size).toBe(1);
  });

  test('keeps the ids of routes when paths are added or put in another order', () => {
    const ids = (paths: string[]) => Object.keys(templateWith({ auth: McpAuth.inServer({ publicPaths: paths }) }).findResources('AWS::ApiGatewayV2::Route'));
    expect(ids([...publicPaths].reverse()).sort()).toEqual(ids(publicPaths).sort());
    expect(ids(['/register', ...publicPaths])).toEqual(expect.arrayContaining(ids(publicPaths)));
  });

  test('counts as public for Aspects, since the endpoint asks nobody', () => {
    expect(serverIn({ auth: McpAuth.inServer({ publicPaths }) }).publicAccess).toBe(true);
  });

  test('is found at the root of the host beside a named stage, which a domain leads to by itself', () => {
    const stagesOf = (more: Partial<McpLambdaServerProps>) => Object.values(templateWith({
      auth: McpAuth.inServer({ publicPaths }), endpoint: McpEndpoint.httpApi({ stageName: 'prod', accessLog: {} }), ...more,
    }).findResources('AWS::ApiGatewayV2::Stage')).map(({ Properties: { StageName, DefaultRouteSettings: limits, AccessLogSettings: log } }) => ({ StageName, limits, log }));
    const [named, root, ...others] = stagesOf({});
    expect([named.StageName, root, others]).toEqual(['prod', { ...named, StageName: '$default' }, []]);
    expect(stagesOf({ auth: McpAuth.inServer({ publicPaths: [] }) })).toEqual([named]);
    expect(stagesOf({ endpoint: McpEndpoint.httpApi() })).toHaveLength(1);
  });

  test('has one stage behind a domain', () => {
    templateWith((stack) => ({
      auth: McpAuth.inServer({ publicPaths }),
      endpoint: McpEndpoint.httpApi({ stageName: 'prod' }),
      domain: McpDomain.fromHostedZone(
        route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }), 'mcp.example.com'),
    })).resourceCountIs('AWS::ApiGatewayV2::Stage', 1);
  });
});
