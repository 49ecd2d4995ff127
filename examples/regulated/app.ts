import { App, ArnFormat, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode, WebAdapter } from 'cdk-mcp-lambda';

const NAME = 'regulated-mcp';

const app = new App();
const stack = new Stack(app, 'Regulated');

// One key for logs and environment. CloudWatch Logs may use it for this one log group.
const key = new kms.Key(stack, 'Key', { enableKeyRotation: true, description: `What ${NAME} keeps` });
const logGroupName = `/aws/lambda/${NAME}`;
const logGroupArn = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
key.addToResourcePolicy(new iam.PolicyStatement({
  principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
  actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
  resources: ['*'],
  conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': logGroupArn } },
}));

const logGroup = new logs.LogGroup(stack, 'Logs', {
  logGroupName,
  encryptionKey: key,
  retention: logs.RetentionDays.ONE_YEAR,
  removalPolicy: RemovalPolicy.RETAIN,
});

// Where roles come from another team, import theirs: iam.Role.fromRoleName(stack, 'Role', '…').
const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), description: `What ${NAME} may do` });

const server = new McpLambdaServer(stack, 'Server', {
  code: McpServerCode.nodejs('build', { entry: 'server.cjs' }),
  adapter: WebAdapter.fromAsset('vendor/lambda-adapter'),
  architecture: process.env.ARCHITECTURE === 'x86_64' ? Architecture.X86_64 : Architecture.ARM_64,
  auth: McpAuth.jwt({ issuer: 'https://login.example.com', scopes: ['tools/use'] }),
  endpoint: McpEndpoint.httpApi({ path: '/mcp' }),
  functionName: NAME,
  description: 'An MCP server by the rules of a company',
  role,
  logGroup,
  environmentEncryption: key,
  reservedConcurrentExecutions: 20,
});

Tags.of(server).add('data-class', 'confidential');
