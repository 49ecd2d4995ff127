import { App, ArnFormat, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Architecture, Tracing } from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { McpAuth, McpEndpoint, McpLambdaServer, McpRestApiAccess, McpServerCode, McpWebAcl, WebAdapter } from 'cdk-mcp-lambda';

const NAME = 'regulated-mcp';

/** The addresses of the company's network, from which its VPCs are reached too. */
const COMPANY = '10.0.0.0/8';

const app = new App();
const stack = new Stack(app, 'Regulated');

// One key for everything that is kept. CloudWatch Logs may use it for these log groups, CloudWatch's alarms for the topic.
const key = new kms.Key(stack, 'Key', { enableKeyRotation: true, description: `What ${NAME} keeps` });

/** A log group for a year, which outlives the stack. */
function logGroup(id: string, logGroupName: string): logs.LogGroup {
  const arn = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  key.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: ['*'],
    conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': arn } },
  }));
  return new logs.LogGroup(stack, id, {
    logGroupName,
    encryptionKey: key,
    retention: logs.RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

// Subnets that lead nowhere: no NAT gateway, no internet gateway. Where the network is another team's, look it up: ec2.Vpc.fromLookup(…).
const vpc = new ec2.Vpc(stack, 'Vpc', {
  ipAddresses: ec2.IpAddresses.cidr('10.20.0.0/16'),
  subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
  restrictDefaultSecurityGroup: false, // nothing uses it, and CDK would empty it by a function of its own
  flowLogs: { All: { destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup('FlowLogs', `/aws/vendedlogs/${NAME}/flow`)) } },
});
const apiEndpoint = vpc.addInterfaceEndpoint('ApiEndpoint', { service: ec2.InterfaceVpcEndpointAwsService.APIGATEWAY, open: false });
apiEndpoint.connections.allowDefaultPortFrom(ec2.Peer.ipv4(COMPANY), 'The company');

// Where roles come from another team, import theirs: iam.Role.fromRoleName(stack, 'Role', '…').
const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), description: `What ${NAME} may do` });

const alarmTopic = new sns.Topic(stack, 'Alarms', { masterKey: key, enforceSSL: true });
const alarms = new iam.ServicePrincipal('cloudwatch.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } });
alarmTopic.grantPublish(alarms);
key.grant(alarms, 'kms:Decrypt', 'kms:GenerateDataKey*');

const server = new McpLambdaServer(stack, 'Server', {
  code: McpServerCode.nodejs('build', { entry: 'server.cjs' }),
  adapter: WebAdapter.fromAsset('vendor/lambda-adapter'),
  architecture: process.env.ARCHITECTURE === 'x86_64' ? Architecture.X86_64 : Architecture.ARM_64,
  auth: McpAuth.jwt({ issuer: 'https://login.example.com', scopes: ['tools/use'] }),
  endpoint: McpEndpoint.restApi({
    access: McpRestApiAccess.vpcEndpoints([apiEndpoint]),
    webAcl: McpWebAcl.managed(),
    accessLog: { logGroup: logGroup('AccessLog', `/aws/vendedlogs/${NAME}/access`) },
  }),
  functionName: NAME,
  description: 'An MCP server by the rules of a company',
  role,
  vpc,
  logGroup: logGroup('Logs', `/aws/lambda/${NAME}`),
  environmentEncryption: key,
  reservedConcurrentExecutions: 20,
  tracing: Tracing.ACTIVE,
  observability: { alarms: { topics: [alarmTopic] }, dashboard: true },
});

// What the firewall has seen, without the tokens.
new wafv2.CfnLoggingConfiguration(stack, 'FirewallLogging', {
  resourceArn: (server.node.findChild('WebAcl') as wafv2.CfnWebACL).attrArn,
  logDestinationConfigs: [stack.formatArn({
    service: 'logs', resource: 'log-group', resourceName: logGroup('FirewallLog', `aws-waf-logs-${NAME}`).logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  })],
  redactedFields: [{ singleHeader: { Name: 'authorization' } }],
});

Tags.of(server).add('data-class', 'confidential');
