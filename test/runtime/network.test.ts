import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { McpAuth, McpLambdaServer, McpLambdaServerProps, McpSecret, McpServerCode } from '../../src';
import { said } from '../statements';
import { bootstrapDirectory, serverIn, templateWith } from '../support';

const ENV = { region: 'eu-central-1', account: '123456789012' };

/** A stack with a VPC and a server in it. */
function inVpc(props: (vpc: ec2.Vpc) => Partial<McpLambdaServerProps> = () => ({}), vpcProps: ec2.VpcProps = { natGateways: 1, maxAzs: 2 }) {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const vpc = new ec2.Vpc(stack, 'Vpc', vpcProps);
  const server = new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), vpc, ...props(vpc),
  });
  return { stack, vpc, server, template: () => Template.fromStack(stack) };
}

const isolated: ec2.VpcProps = { natGateways: 0, subnetConfiguration: [{ name: 'Data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }], maxAzs: 2 };
const groupOf = (template: Template) => template.findResources('AWS::EC2::SecurityGroup', { Properties: { GroupDescription: 'What the MCP server may connect to' } });

test('without a VPC the template is the one without these settings', () => {
  expect(templateWith({ vpc: undefined, securityGroups: undefined, interfaceEndpoints: false }).toJSON()).toEqual(templateWith().toJSON());
});

describe('the function in a VPC', () => {
  test('is in its private subnets, with a group of its own that lets HTTPS out and nothing else', () => {
    const template = inVpc().template();
    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: {
        SubnetIds: [{ Ref: Match.stringLikeRegexp('VpcPrivateSubnet1') }, { Ref: Match.stringLikeRegexp('VpcPrivateSubnet2') }],
        SecurityGroupIds: [{ 'Fn::GetAtt': [Object.keys(groupOf(template))[0], 'GroupId'] }],
      },
    });
    expect(Object.values(groupOf(template))[0].Properties.SecurityGroupEgress).toEqual([
      { CidrIp: '0.0.0.0/0', Description: 'HTTPS', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' },
    ]);
  });

  test('gets an egress rule for each allowTo, and its peer the ingress rule', () => {
    const { stack, vpc, server, template } = inVpc();
    const database = new ec2.SecurityGroup(stack, 'Database', { vpc });
    server.connections.allowTo(database, ec2.Port.tcp(5432), 'PostgreSQL');
    const [own] = Object.keys(groupOf(template()));
    template().hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: { 'Fn::GetAtt': [own, 'GroupId'] },
      DestinationSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Database'), 'GroupId'] },
      FromPort: 5432,
      ToPort: 5432,
      IpProtocol: 'tcp',
    });
    template().hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      SourceSecurityGroupId: { 'Fn::GetAtt': [own, 'GroupId'] }, FromPort: 5432, ToPort: 5432,
    });
  });

  test('has the security groups that are given, and makes none', () => {
    const { template, server } = inVpc((vpc) => ({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(vpc, 'Own', 'sg-1')] }));
    expect(groupOf(template())).toEqual({});
    template().hasResourceProperties('AWS::Lambda::Function', { VpcConfig: { SecurityGroupIds: ['sg-1'] } });
    expect(server.connections.securityGroups.map(({ securityGroupId }) => securityGroupId)).toEqual(['sg-1']);
  });

  test('is in the subnets that are chosen', () => {
    const configuration = [{ name: 'Data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, { name: 'App', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC }];
    inVpc(() => ({ vpcSubnets: { subnetGroupName: 'Data' } }), { subnetConfiguration: configuration, maxAzs: 1 }).template()
      .hasResourceProperties('AWS::Lambda::Function', { VpcConfig: { SubnetIds: [{ Ref: Match.stringLikeRegexp('VpcDataSubnet1') }] } });
  });

  test('may have network interfaces made for it, which its own code may not', () => {
    const actions = ['AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets',
      'UnassignPrivateIpAddresses'].map((action) => `ec2:${action}`);
    const template = inVpc().template();
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
    expect(said(policy.Properties.PolicyDocument.Statement)).toEqual(expect.arrayContaining(said([
      { Effect: 'Allow', Action: actions, Resource: '*' },
      {
        Effect: 'Deny',
        Action: actions,
        Resource: '*',
        Condition: { ArnLike: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:eu-central-1:123456789012:function:*' } },
      },
    ])));
  });

  test('waits for that permission, without which it cannot be made', () => {
    inVpc().template().hasResource('AWS::Lambda::Function', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ServerRoleDefaultPolicy')]) });
  });
});

test('connections without a VPC name the setting that is missing', () => {
  expect(() => serverIn().connections).toThrow('connections: got a server without a vpc, expected vpc to be set');
  expect(() => serverIn().connections).toThrow('(at Stack/Server)');
});

test('no rule fires on the dummy values of a look-up', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset(bootstrapDirectory()),
    auth: McpAuth.inServer({ publicPaths: [] }),
    vpc: ec2.Vpc.fromLookup(stack, 'Vpc', { isDefault: true }),
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    secrets: { DATABASE_SECRET: McpSecret.fromSecretName('database') },
  });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
  expect(warnings.filter((warning) => !warning.includes('authInServer'))).toEqual([]);
});

describe('interface endpoints', () => {
  const secrets = { DATABASE_SECRET: McpSecret.fromSecretName('database') };

  test('are made for the services of the secrets, in one subnet of each zone, for the server alone', () => {
    const { template } = inVpc(() => ({ secrets, interfaceEndpoints: true }), isolated);
    template().resourceCountIs('AWS::EC2::VPCEndpoint', 1);
    template().hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: 'com.amazonaws.eu-central-1.secretsmanager',
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: true,
      SubnetIds: [{ Ref: Match.stringLikeRegexp('VpcDataSubnet1') }, { Ref: Match.stringLikeRegexp('VpcDataSubnet2') }],
    });
    const [own] = Object.keys(groupOf(template()));
    template().hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServerInterfaceEndpointsSecretsManager'), 'GroupId'] },
      SourceSecurityGroupId: { 'Fn::GetAtt': [own, 'GroupId'] },
      FromPort: 443,
      ToPort: 443,
    });
    expect(JSON.stringify(template().toJSON())).not.toContain('"CidrIp":{"Fn::GetAtt":["Vpc');
  });

  test('take the first subnet of each zone, also of subnets that are given one by one', () => {
    const twice = { ...isolated, subnetConfiguration: ['A', 'B'].map((name) => ({ name, subnetType: ec2.SubnetType.PRIVATE_ISOLATED })) };
    const { template } = inVpc((vpc) => ({ secrets, interfaceEndpoints: true, vpcSubnets: { subnets: vpc.isolatedSubnets } }), twice);
    const [{ Properties: { SubnetIds } }] = Object.values(template().findResources('AWS::EC2::VPCEndpoint'));
    expect(SubnetIds).toEqual([{ Ref: expect.stringMatching(/^VpcASubnet1/) }, { Ref: expect.stringMatching(/^VpcASubnet2/) }]);
    template().hasResourceProperties('AWS::Lambda::Function', { VpcConfig: { SubnetIds: Match.arrayWith([{ Ref: Match.stringLikeRegexp('^VpcBSubnet2') }]) } });
  });

  test('are made for subnets of which the id alone is known', () => {
    const { template } = inVpc((vpc) => ({ secrets, interfaceEndpoints: true, vpcSubnets: { subnets: [ec2.Subnet.fromSubnetId(vpc, 'One', 'subnet-1')] } }));
    template().hasResourceProperties('AWS::EC2::VPCEndpoint', { SubnetIds: ['subnet-1'] });
  });

  test('are made for parameters too', () => {
    const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(new Stack(), 'Parameter', { parameterName: '/key' });
    const { template } = inVpc(() => ({ secrets: { KEY: McpSecret.fromParameter(parameter) }, interfaceEndpoints: true }), isolated);
    template().resourceCountIs('AWS::EC2::VPCEndpoint', 1);
    template().hasResourceProperties('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-central-1.ssm' });
  });

  test('keep the warning about isolated subnets away', () => {
    const warned = (props: Partial<McpLambdaServerProps>) =>
      Annotations.fromStack(inVpc(() => ({ secrets, ...props }), isolated).stack).findWarning('*', Match.stringLikeRegexp('vpcWithoutWayOut')).length;
    expect([warned({}), warned({ interfaceEndpoints: true })]).toEqual([1, 0]);
  });
});
