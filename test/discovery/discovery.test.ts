import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { McpAuth, McpCors, McpEndpoint, McpHttpApiOptions, McpLambdaServer, McpServerCode } from '../../src';
import { authorizerFunction, bootstrapDirectory, templateWith } from '../support';

const jwt = McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] });
const registering = McpAuth.cognito({ clientRegistration: true });
const answering = { Description: 'Tells MCP clients where to get a token' };

function templateOf(endpoint: McpHttpApiOptions = {}, auth = jwt): Template {
  return templateWith({ auth, endpoint: McpEndpoint.httpApi(endpoint) });
}

/** The routes that nobody needs a token for, in order. */
function publicRoutes(template: Template): string[] {
  return Object.values(template.findResources('AWS::ApiGatewayV2::Route', { Properties: { AuthorizationType: 'NONE' } }))
    .map(({ Properties }) => Properties.RouteKey);
}

/** The directory that a deployment uploads for the function. */
function uploaded(): string {
  const app = new App();
  new McpLambdaServer(new Stack(app, 'Stack'), 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: jwt });
  const { directory } = app.synth();
  return fs.readdirSync(directory).map((name) => path.join(directory, name)).find((folder) => fs.existsSync(path.join(folder, 'wire.js')))!;
}

const idsOf = (template: Template, type: string) => Object.keys(template.findResources(type));

describe('the routes without a token', () => {
  test('are the documents about the resource, below the MCP path and at the root', () => {
    expect(publicRoutes(templateOf())).toEqual([
      'GET /.well-known/oauth-protected-resource', 'OPTIONS /.well-known/oauth-protected-resource',
      'GET /.well-known/oauth-protected-resource/mcp', 'OPTIONS /.well-known/oauth-protected-resource/mcp',
    ]);
  });

  test('are also those in the stead of Cognito, and for registration where it is switched on', () => {
    const metadata = ['GET /.well-known/oauth-authorization-server', 'OPTIONS /.well-known/oauth-authorization-server'];
    expect(publicRoutes(templateOf({}, McpAuth.cognito())).slice(4)).toEqual(metadata);
    expect(publicRoutes(templateOf({}, registering)).slice(4)).toEqual([...metadata, 'POST /register', 'OPTIONS /register']);
  });

  test('have the stage\'s name in their path, as the MCP URL has', () => {
    expect(publicRoutes(templateOf({ stageName: 'prod', path: '/team/mcp' }))).toContain('GET /.well-known/oauth-protected-resource/prod/team/mcp');
  });

  test('are the same one where the MCP path is the root', () => {
    const template = templateWith({
      auth: jwt, code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }), endpoint: McpEndpoint.httpApi({ path: '/' }),
    });
    expect(publicRoutes(template)).toEqual(['GET /.well-known/oauth-protected-resource', 'OPTIONS /.well-known/oauth-protected-resource']);
  });

  test('keep their ids when path, stage and CORS change', () => {
    const type = 'AWS::ApiGatewayV2::Route';
    const after = templateOf({ stageName: 'prod', path: '/team/mcp', cors: McpCors.disabled() }, registering);
    expect(idsOf(after, type)).toEqual(idsOf(templateOf({}, registering), type));
    expect(idsOf(after, type)).toEqual(expect.arrayContaining([
      expect.stringMatching(/^ServerDiscoveryRootResourceMetadataGet/), expect.stringMatching(/^ServerDiscoveryResourceMetadataOptions/),
      expect.stringMatching(/^ServerDiscoveryAuthorizationServerMetadataGet/), expect.stringMatching(/^ServerDiscoveryRegistrationPost/),
    ]));
  });

  test('all lead to one function, which is not the server\'s', () => {
    const template = templateOf({}, registering);
    const targets = Object.values(template.findResources('AWS::ApiGatewayV2::Route', { Properties: { AuthorizationType: 'NONE' } }))
      .map(({ Properties }) => JSON.stringify(Properties.Target));
    expect(new Set(targets).size).toBe(1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationUri: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServerDiscoveryFunction'), 'Arn'] }, PayloadFormatVersion: '2.0',
    });
  });

  test.each<[string, McpAuth, number]>([
    ['none', McpAuth.none(), 1], ['iam', McpAuth.iam(), 1],
    ['inServer', McpAuth.inServer({ publicPaths: ['/token'] }), 2], // the server's own routes are at the root as well
    ['lambdaAuthorizer without discovery', McpAuth.lambdaAuthorizer(authorizerFunction()), 1],
  ])('are none of ours with %s, whose callers have no token to find', (_name, auth, stages) => {
    const template = templateOf({ stageName: 'prod' }, auth);
    expect(publicRoutes(template).filter((key) => key.includes('.well-known'))).toEqual([]);
    template.resourcePropertiesCountIs('AWS::Lambda::Function', answering, 0);
    template.resourceCountIs('AWS::ApiGatewayV2::Stage', stages);
  });

  test('are there with a Lambda authorizer whose tokens can be found', () => {
    const auth = McpAuth.lambdaAuthorizer(authorizerFunction(), { discovery: { authorizationServers: ['https://issuer.example'] } });
    expect(publicRoutes(templateOf({}, auth))).toHaveLength(4);
  });
});

describe('the function that answers', () => {
  test('is small, on its own, and never the server\'s', () => {
    const template = templateOf();
    template.hasResourceProperties('AWS::Lambda::Function', {
      ...answering, Runtime: 'nodejs24.x', Handler: 'index.handler', Architectures: ['arm64'], MemorySize: 128, Timeout: 5, Layers: Match.absent(),
    });
  });

  test('logs where only it may write, as long as the server does, and its logs outlive the stack', () => {
    const template = templateWith({ auth: jwt, logRetention: logs.RetentionDays.ONE_WEEK });
    template.allResources('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Retain' });
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    const [[, policy]] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('ServerDiscovery'));
    expect(policy.Properties.PolicyDocument.Statement).toEqual([{
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ServerDiscoveryLogGroup/), 'Arn'] },
    }]);
  });

  describe('is uploaded as compiled', () => {
    const folder = uploaded();

    test('without declarations, and needs nothing but Node', () => {
      const files = fs.readdirSync(folder).sort();
      expect(files).toEqual(['index.js', 'registration.js', 'wire.js']);
      const imports = files.flatMap((file) => [...fs.readFileSync(path.join(folder, file), 'utf8').matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name));
      expect(imports.filter((name) => !name.startsWith('./'))).toEqual([]);
    });

    test('and answers by itself, from its environment', () => {
      const call = 'require(process.argv[1]).handler({ routeKey: "GET /.well-known/oauth-protected-resource" }).then((answer) => console.log(JSON.stringify(answer)))';
      const { stdout, stderr } = spawnSync(process.execPath, ['-e', call, folder], { env: { RESOURCE_METADATA: '{"resource":"https://mcp.example/mcp"}' }, encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toMatchObject({ statusCode: 200, body: '{"resource":"https://mcp.example/mcp"}' });
    });
  });
});

describe('a named stage', () => {
  const throttle = { rateLimit: 5, burstLimit: 7 };

  test('has $default beside it, with the same limits, since clients look at the root', () => {
    const template = templateOf({ stageName: 'prod', throttle });
    for (const StageName of ['prod', '$default']) {
      template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
        StageName, AutoDeploy: true, DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 7 },
      });
    }
    template.resourceCountIs('AWS::ApiGatewayV2::Stage', 2);
  });

  test('comes and goes beside $default, which keeps its id: CloudFormation never makes a second one', () => {
    const [alone, beside, named] = [templateOf(), templateOf({ stageName: 'prod' }), templateOf({ stageName: 'prod' }, McpAuth.none())];
    const stages = (template: Template) => Object.fromEntries(Object.entries(template.findResources('AWS::ApiGatewayV2::Stage'))
      .map(([id, { Properties }]) => [Properties.StageName, id]));
    expect(stages(beside).$default).toBe(stages(alone).$default);
    expect(stages(beside).prod).toBe(stages(named).prod);
    expect(stages(named).prod).not.toBe(stages(alone).$default);
  });
});
