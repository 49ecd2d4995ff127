import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { App, Size, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { McpAuth, McpDomain, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpProvisionedConcurrency, McpServerCode, WebAdapter } from '../../src';
import { adapterDirectory, bootstrapDirectory, hostedZone, serverIn, templateWith } from '../support';

const ROLE_ARN = 'arn:aws:iam::123456789012:role/tools';
const WRITES_LOGS = { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow' };

/** A stack with a server that has what the test makes in it. */
function templateOf(props: (stack: Stack) => Partial<McpLambdaServerProps>): Template {
  const stack = new Stack(new App(), 'Stack');
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), ...props(stack) });
  return Template.fromStack(stack);
}

describe('an own role', () => {
  test('runs the function, and no role is made', () => {
    const template = templateOf((stack) => ({ role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN) }));
    template.hasResourceProperties('AWS::Lambda::Function', { Role: ROLE_ARN });
    template.resourceCountIs('AWS::IAM::Role', 0);
  });

  test('may write to the log group, by a policy of the server', () => {
    const template = templateOf((stack) => ({ role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN) }));
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: ['tools'],
      PolicyDocument: { Statement: [{ ...WRITES_LOGS, Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServerLogGroup'), 'Arn'] } }] },
    });
  });

  test('that takes no policies gets none', () => {
    const template = templateOf((stack) => ({ role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN, { mutable: false }) }));
    template.hasResourceProperties('AWS::Lambda::Function', { Role: ROLE_ARN });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('may stand in another stack, which then needs nothing of this one', () => {
    const app = new App();
    const role = new iam.Role(new Stack(app, 'Roles'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const stack = new Stack(app, 'Stack');
    const server = new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), role });
    expect(server.grantPrincipal).toBe(role);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [WRITES_LOGS] } });
    expect(Stack.of(role).dependencies).toEqual([]);
  });
});

test('a permissions boundary limits every role that is made', () => {
  const server = serverIn({ auth: McpAuth.cognito() });
  iam.PermissionsBoundary.of(server).apply(iam.ManagedPolicy.fromManagedPolicyName(server, 'Boundary', 'boundary'));
  const roles = Object.values(Template.fromStack(Stack.of(server)).findResources('AWS::IAM::Role'));
  expect(roles.length).toBeGreaterThan(1);
  roles.forEach(({ Properties: { PermissionsBoundary: boundary } }) => expect(JSON.stringify(boundary)).toContain('policy/boundary'));
});

describe('the log group', () => {
  test('has the name that Lambda itself would give it, where the function has a name', () => {
    const template = templateWith({ functionName: 'tools' });
    template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: 'tools' });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/tools', RetentionInDays: 30 });
  });

  test('has a name of CloudFormation\'s otherwise', () => {
    templateWith().hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: Match.absent() });
  });

  test('may be a given one, to which all functions of the server write, and to no other', () => {
    const template = templateOf((stack) => ({
      auth: McpAuth.cognito(),
      logGroup: new logs.LogGroup(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') }),
    }));
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(functions).toHaveLength(2);
    const group = expect.stringMatching(/^Logs/);
    functions.forEach(({ Properties: { LoggingConfig: config } }) => expect(config.LogGroup).toEqual({ Ref: group }));
    const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    statements.forEach((statement) => expect(statement).toEqual({ ...WRITES_LOGS, Resource: { 'Fn::GetAtt': [group, 'Arn'] } }));
  });

  test('that is given is handed out', () => {
    const logGroup = logs.LogGroup.fromLogGroupName(new Stack(), 'Logs', 'tools');
    expect(serverIn({ logGroup }).logGroup).toBe(logGroup);
  });
});

test('key, storage, description, signing and reserve are the function\'s', () => {
  const signing = 'arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0f6c334abcdea4d8b';
  const template = templateOf((stack) => ({
    environmentEncryption: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/1'),
    ephemeralStorageSize: Size.gibibytes(1),
    description: 'Tools',
    codeSigningConfig: lambda.CodeSigningConfig.fromCodeSigningConfigArn(stack, 'Signing', signing),
    reservedConcurrentExecutions: 7,
  }));
  template.hasResourceProperties('AWS::Lambda::Function', {
    KmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/1',
    EphemeralStorage: { Size: 1024 },
    Description: 'Tools',
    CodeSigningConfigArn: signing,
    ReservedConcurrentExecutions: 7,
  });
});

test('the adapter is the last layer, so that its files stay', () => {
  const layer = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:layer:${name}:1`;
  const template = templateOf((stack) => ({
    layers: ['one', 'two'].map((name) => lambda.LayerVersion.fromLayerVersionArn(stack, name, layer(name))),
    adapter: WebAdapter.layerVersionArn(layer('adapter')),
  }));
  template.hasResourceProperties('AWS::Lambda::Function', { Layers: [layer('one'), layer('two'), layer('adapter')] });
});

/** A server with all that has resources of its own. */
const FULL: Partial<McpLambdaServerProps> = {
  auth: McpAuth.cognito({ machineClient: true, clientRegistration: true }),
  domain: McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com'),
  endpoint: McpEndpoint.httpApi({ stageName: 'prod' }),
  adapter: WebAdapter.fromAsset(adapterDirectory()),
  provisionedConcurrency: McpProvisionedConcurrency.byUtilization({ maxCapacity: 5 }),
  functionName: 'tools',
};

/**
 * Types that CloudFormation takes tags for and the oldest CDK that is supported does not, and a type that
 * shares its tags with nobody: scaling targets are told by the alias.
 */
const WITHOUT_TAGS_IN_CDK = ['AWS::ApplicationAutoScaling::ScalableTarget', 'AWS::ApplicationAutoScaling::ScalingPolicy'];

test('a tag on the server reaches everything that can have one', () => {
  const server = serverIn(FULL);
  Tags.of(server).add('team', 'tools');
  const taggable = new Set(loadAwsServiceSpecSync().all('resource').filter(({ tagInformation }) => tagInformation)
    .map(({ cloudFormationType }) => cloudFormationType));
  const resources = Object.values(Template.fromStack(Stack.of(server)).toJSON().Resources as Record<string, { Type: string; Properties: object }>);
  const tagged = resources.filter(({ Properties }) => /"team":"tools"|"Key":"team","Value":"tools"/.test(JSON.stringify(Properties)));
  const missed = resources.filter((resource) => taggable.has(resource.Type) && !tagged.includes(resource)).map(({ Type }) => Type);
  expect(tagged.length).toBeGreaterThan(8);
  expect(missed.filter((type) => !WITHOUT_TAGS_IN_CDK.includes(type))).toEqual([]);
});

test('no custom resource is made, and no second function that no setting asks for', () => {
  const { domain, auth: _, ...props } = FULL;
  const { Resources } = templateWith({ ...props, domain, auth: McpAuth.iam() }).toJSON() as { Resources: Record<string, { Type: string }> };
  const made = Object.values(Resources).map(({ Type }) => Type);
  expect(made.filter((type) => /^Custom::|CustomResource/.test(type))).toEqual([]);
  expect(made.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(1);
});
