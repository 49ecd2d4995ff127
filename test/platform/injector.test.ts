import { App, Aws, CfnResource, Duration, IPropertyInjector, PropertyInjectors, Stack, StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { evaluated, programOf } from './documented';
import { McpAlarm, McpAuth, McpCors, McpDomain, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpServerCode } from '../../src';
import { DOORS } from '../endpoint/matrix/cells';
import { bootstrapDirectory, existingFunction, importedCertificate } from '../support';

/** What an organisation sets for all its servers, as the guide shows it. */
const { OurServers } = evaluated<{ OurServers: new () => IPropertyInjector }>(programOf('class OurServers implements IPropertyInjector {\n'), ['OurServers']);

const ENV = { account: '111111111111', region: 'eu-central-1' };

type Team = (stack: Stack) => Partial<McpLambdaServerProps>;

/** A server as a team writes it, with the organisation's injector and without it. */
function serverOf(team: Team = () => ({}), { injector = true, ...stackProps }: StackProps & { injector?: boolean } = {}): McpLambdaServer {
  const app = new App();
  if (injector) PropertyInjectors.of(app).add(new OurServers());
  const stack = new Stack(app, 'Tools', { env: ENV, ...stackProps });
  return new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), ...team(stack) });
}

const templateOf = (server: McpLambdaServer) => Template.fromStack(Stack.of(server));
const errorsOf = (server: McpLambdaServer) => Annotations.fromStack(Stack.of(server)).findError('*', Match.anyValue());

/** What the function of a team is in the template. */
const OWN_FUNCTION = { Handler: 'bootstrap', MemorySize: 777 };

describe('an injector is told by', () => {
  test.each(Object.entries(DOORS))('%s its path and its CORS, which an API of the team has itself', (door, { make }) => {
    const { path, cors } = make({}, new Stack());
    expect([path, cors === undefined]).toEqual(['/mcp', door.startsWith('McpEndpoint.on')]);
  });

  test('the code whether the function is the team\'s', () => {
    const fn = existingFunction(new Stack());
    expect(McpServerCode.existing(fn).existingFunction).toBe(fn);
    expect(McpServerCode.asset('server').existingFunction).toBeUndefined();
  });
});

describe('the documented injector', () => {
  const team: Team = () => ({ memorySize: 777 });

  test('puts its auth and its firewall before a server that asks nobody for anything', () => {
    const template = templateOf(serverOf(team));
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', { Type: 'TOKEN' });
    template.hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'POST', AuthorizationType: 'CUSTOM', AuthorizerId: Match.anyValue() });
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
  });

  test('sets VPC, key and retention, and leaves what the team sets besides', () => {
    const template = templateOf(serverOf(team));
    template.hasResourceProperties('AWS::Lambda::Function', {
      ...OWN_FUNCTION, VpcConfig: { SubnetIds: Match.anyValue() }, KmsKeyArn: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });

  test.each(['eu-central-1', 'us-east-1', 'eu-west-3'])('has the alarms told to the topic of the region, in %s', (region) => {
    const server = serverOf(team, { env: { ...ENV, region } });
    expect(errorsOf(server)).toEqual([]);
    const { partition } = Stack.of(server);
    const actions = [Stack.of(server).resolve(`arn:${partition}:sns:${region}:111111111111:alarms`)];
    templateOf(server).allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: actions, OKActions: actions });
  });

  test('keeps the dashboard, the thresholds and the topics of a team', () => {
    const template = templateOf(serverOf((stack) => ({
      observability: {
        dashboard: true,
        alarms: { topics: [new sns.Topic(stack, 'Own')], errorsPercent: 7, disabled: [McpAlarm.INVOCATIONS] },
      },
    })));
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 7 });
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.AlarmActions.length)).toEqual([2, 2, 2, 2]);
  });

  test('keeps the path and the CORS of a team, and lets go what else it has said of its endpoint', () => {
    const server = serverOf(() => ({
      endpoint: McpEndpoint.httpApi({ path: '/tools/mcp', cors: McpCors.allow({ allowOrigins: ['https://app.example.com'] }), throttle: { rateLimit: 5 } }),
    }));
    expect(Stack.of(server).resolve(server.url)['Fn::Join'][1].at(-1)).toMatch(/\/tools\/mcp$/);
    const template = templateOf(server);
    expect(JSON.stringify(template.toJSON())).toContain('https://app.example.com');
    expect(JSON.stringify(template.toJSON())).not.toContain('"ThrottlingRateLimit":5,');
  });

  test('leaves the log group of a team, and its retention', () => {
    const template = templateOf(serverOf((stack) => ({ logGroup: new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_WEEK }) })));
    expect(Object.values(template.findResources('AWS::Logs::LogGroup')).map(({ Properties }) => Properties.RetentionInDays)).toEqual([7]);
  });

  test('leaves the retention that a team sets', () => {
    templateOf(serverOf(() => ({ logRetention: logs.RetentionDays.TWO_YEARS }))).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 731 });
  });

  test('leaves a function that a team has made itself as it is, and puts the auth before it', () => {
    const template = templateOf(serverOf((stack) => ({
      code: McpServerCode.existing(existingFunction(stack, { memorySize: 777, timeout: Duration.seconds(20) })),
    })));
    const [own] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: OWN_FUNCTION }));
    expect(own.Properties).not.toHaveProperty('VpcConfig');
    expect(own.Properties).not.toHaveProperty('KmsKeyArn');
    template.hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'POST', AuthorizationType: 'CUSTOM' });
  });

  test('needs stacks with an account and a region, and CDK says so', () => {
    expect(() => serverOf(team, { env: undefined })).toThrow(/Cannot retrieve value from context provider vpc-provider since account\/region are not specified/);
  });

  test('has grantInvoke throw where a team counts on McpAuth.iam()', () => {
    const server = serverOf(() => ({ auth: McpAuth.iam() }));
    const role = new iam.Role(Stack.of(server), 'Caller', { assumedBy: new iam.AccountPrincipal(Aws.ACCOUNT_ID) });
    expect(() => server.grantInvoke(role)).toThrow('grantInvoke: got a server with McpAuth.jwt({ … }), expected McpAuth.iam()');
  });
});

describe('for a server that is deployed, the documented injector', () => {
  const cognito: Team = () => ({ auth: McpAuth.cognito() });
  const before = serverOf(cognito, { injector: false });
  const after = serverOf(cognito);
  const resourcesOf = (server: McpLambdaServer): Record<string, any> => templateOf(server).toJSON().Resources;

  test('replaces the HTTP API by a REST API, and so the URL', () => {
    templateOf(before).resourceCountIs('AWS::ApiGatewayV2::Api', 1);
    templateOf(after).resourceCountIs('AWS::ApiGatewayV2::Api', 0);
    templateOf(after).resourceCountIs('AWS::ApiGateway::RestApi', 1);
    expect([after.httpApi, after.userPool, after.userPoolClient]).toEqual([undefined, undefined, undefined]);
  });

  test('leaves behind the user pool and the log group of what told clients of it', () => {
    const gone = Object.entries(resourcesOf(before)).filter(([id]) => !(id in resourcesOf(after)));
    const kept = gone.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain').map(([, { Type }]) => Type);
    expect(kept).toEqual(['AWS::Cognito::UserPool', 'AWS::Logs::LogGroup']);
    expect(gone.map(([, { Type }]) => Type)).toEqual(expect.arrayContaining(['AWS::Cognito::UserPoolClient', 'AWS::Cognito::UserPoolDomain']));
  });

  test('keeps function, alias and log group', () => {
    const idOf = (construct: { node: { defaultChild?: unknown } }) => Stack.of(after).resolve((construct.node.defaultChild as CfnResource).logicalId);
    for (const construct of [after.function, after.alias, after.logGroup]) {
      const [one, other] = [before, after].map((server) => resourcesOf(server)[idOf(construct)]);
      // With another of these CloudFormation would replace it.
      const named = ({ Type, Properties: { FunctionName, LogGroupName, Name } }: any) => ({ Type, FunctionName, LogGroupName, Name });
      expect(named(other)).toEqual(named(one));
    }
  });

  test('keeps the URL of a server at a domain', () => {
    const domain: Team = () => ({ auth: McpAuth.cognito(), domain: McpDomain.fromCertificate('mcp.example.com', importedCertificate()) });
    expect([serverOf(domain, { injector: false }).url, serverOf(domain).url]).toEqual(['https://mcp.example.com/mcp', 'https://mcp.example.com/mcp']);
  });

  test('warns about clients without a token where there is no domain', () => {
    Annotations.fromStack(Stack.of(after)).hasWarning('*', Match.stringLikeRegexp('stageHidesDiscovery'));
  });
});
