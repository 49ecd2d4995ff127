import { App, IPropertyInjector, InjectionContext, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { McpAuth, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpServerCode, McpWebAcl } from '../../src';
import { bootstrapDirectory } from '../support';

const KEY = 'arn:aws:kms:eu-central-1:111111111111:key/1';
const TOPIC = 'arn:aws:sns:eu-central-1:111111111111:alarms';
const REGION = { env: { account: '111111111111', region: 'eu-central-1' } };

/** What an organisation sets for all its servers: one class, which an app takes with one line. */
class OurServers implements IPropertyInjector {
  public readonly constructUniqueId = McpLambdaServer.PROPERTY_INJECTION_ID;

  public inject(props: McpLambdaServerProps, { scope, id }: InjectionContext): McpLambdaServerProps {
    return {
      ...props,
      auth: McpAuth.jwt({ issuer: 'https://login.example.com', audience: ['tools'], scopes: ['mcp/tools'] }),
      endpoint: McpEndpoint.restApi({ webAcl: McpWebAcl.managed() }),
      vpc: ec2.Vpc.fromVpcAttributes(scope, `${id}Vpc`, {
        vpcId: 'vpc-1', availabilityZones: ['eu-central-1a'], privateSubnetIds: ['subnet-1'], privateSubnetRouteTableIds: ['rtb-1'],
      }),
      logRetention: logs.RetentionDays.ONE_YEAR,
      environmentEncryption: kms.Key.fromKeyArn(scope, `${id}Key`, KEY),
      observability: { alarms: { topics: [sns.Topic.fromTopicArn(scope, `${id}Topic`, TOPIC)] } },
    };
  }
}

/** A team's app: three stacks, each with a server that asks nobody for anything. */
function appOfATeam(): { app: App; stacks: () => Stack[] } {
  const app = new App();
  const code = McpServerCode.asset(bootstrapDirectory());
  return {
    app,
    stacks: () => ['One', 'Two', 'Three'].map((name) => {
      const stack = new Stack(app, name, REGION);
      new McpLambdaServer(stack, 'Server', { code, auth: McpAuth.none() });
      return stack;
    }),
  };
}

describe('an injector of an organisation', () => {
  const { app, stacks } = appOfATeam();
  PropertyInjectors.of(app).add(new OurServers());
  const templates = stacks().map((stack) => Template.fromStack(stack));

  test.each(templates.map((template, index) => [index + 1, template] as const))('puts its auth before stack %d, which asks for none', (_, template) => {
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', { Type: 'TOKEN' });
    template.hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'POST', AuthorizationType: 'CUSTOM', AuthorizerId: Match.anyValue() });
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
  });

  test.each(templates.map((template, index) => [index + 1, template] as const))('sets VPC, retention, key, alarm topic and WAF of stack %d', (_, template) => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: { SubnetIds: ['subnet-1'] },
      KmsKeyArn: KEY,
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [TOPIC] });
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
  });
});

test('what a team sets itself and the injector does not stays as it is', () => {
  const app = new App();
  PropertyInjectors.of(app).add(new OurServers());
  const stack = new Stack(app, 'Stack', REGION);
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), memorySize: 777 });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { MemorySize: 777 });
});

test('without an injector the app is as it is written', () => {
  for (const stack of appOfATeam().stacks()) {
    Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
  }
});
