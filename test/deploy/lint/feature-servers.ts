import { Duration, Size, Stack } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ParamsAndSecretsLayerVersion, ParamsAndSecretsVersions, Tracing } from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  McpAuth, McpCors, McpDomain, McpEndpoint, McpLambdaServerProps, McpProvisionedConcurrency, McpRestApiAccess, McpSecret, McpServerCode, McpSnapStart,
  McpWebAcl, WebAdapter,
} from '../../../src';
import { adapterDirectory, authorizerFunction, directoryOf, existingFunction, hostedZone, imageDirectory, importedCertificate } from '../../support';

const schedule = appscaling.Schedule.cron({ hour: '8', minute: '0' });

/** A VPC without a way out. */
const isolatedVpc = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', {
  subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
});

/** A server for each feature that has resources or properties of its own; a new feature has its line here. */
export const FEATURES: Record<string, (stack: Stack) => Partial<McpLambdaServerProps>> = {
  'nothing beyond the defaults': () => ({}),
  'users of Cognito, who register their clients': () => ({ auth: McpAuth.cognito({ clientRegistration: true, machineClient: true }) }),
  'tokens': () => ({ auth: McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['client'], scopes: ['use'] }) }),
  'a function that lets in': () => ({
    auth: McpAuth.lambdaAuthorizer(authorizerFunction(), { discovery: { authorizationServers: ['https://issuer.example'] } }),
  }),
  'signatures': () => ({ auth: McpAuth.iam() }),
  'the server itself lets in': () => ({ auth: McpAuth.inServer({ publicPaths: ['/token'] }) }),
  'a named stage, its throttle and pages of one origin': () => ({
    auth: McpAuth.cognito(),
    endpoint: McpEndpoint.httpApi({
      stageName: 'prod', throttle: { rateLimit: 5, burstLimit: 10 }, cors: McpCors.allow({ allowOrigins: ['https://a.example'], allowCredentials: true }),
    }),
  }),
  'a domain in a hosted zone': () => ({ auth: McpAuth.cognito(), domain: McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com') }),
  'a domain with a certificate': () => ({
    domain: McpDomain.fromCertificate('mcp.example.com', importedCertificate(), { basePath: 'tools', disableDefaultEndpoint: true }),
  }),
  'everything that can be one\'s own': (stack) => ({
    auth: McpAuth.cognito(),
    role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
    functionName: 'tools',
    description: 'Tools',
    logGroup: new logs.LogGroup(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'LogsKey'), logGroupName: '/aws/lambda/tools' }),
    environmentEncryption: new kms.Key(stack, 'Key'),
    ephemeralStorageSize: Size.gibibytes(1),
    adapter: WebAdapter.fromAsset(adapterDirectory()),
  }),
  'instances that wait': () => ({ reservedConcurrentExecutions: 10, provisionedConcurrency: McpProvisionedConcurrency.of(2) }),
  'instances that follow use and clock': () => ({
    provisionedConcurrency: McpProvisionedConcurrency.byUtilization({ maxCapacity: 10, schedules: { morning: { schedule, minCapacity: 5 } } }),
  }),
  'instances from a snapshot': () => ({
    code: McpServerCode.python(directoryOf({ 'server.py': '' }), { entry: 'server.py', readinessTimeout: Duration.seconds(5) }),
    snapStart: McpSnapStart.onPublishedVersions({ beforeCheckpointPath: '/before', afterRestorePath: '/after' }),
  }),
  'a REST API that streams, with an access log': () => ({
    endpoint: McpEndpoint.restApi({ stageName: 'v1', throttle: { rateLimit: 5, burstLimit: 10 }, accessLog: {} }), timeout: Duration.minutes(15),
  }),
  'a REST API that passes answers on as a whole, with pages of no origin': () => ({
    endpoint: McpEndpoint.restApi({ streaming: false, cors: McpCors.disabled() }), timeout: Duration.seconds(20),
  }),
  'a REST API with tokens': () => ({
    auth: McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['client'], scopes: ['use'] }), endpoint: McpEndpoint.restApi(),
  }),
  'a REST API with users of Cognito and a domain': () => ({
    auth: McpAuth.cognito(), endpoint: McpEndpoint.restApi(), domain: McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com'),
  }),
  'a REST API with signatures, at the edge': () => ({
    auth: McpAuth.iam(), endpoint: McpEndpoint.restApi({ access: McpRestApiAccess.edge(), streaming: false }), timeout: Duration.seconds(29),
  }),
  'a REST API that is private': (stack) => ({
    endpoint: McpEndpoint.restApi({
      access: McpRestApiAccess.vpcEndpoints([isolatedVpc(stack).addInterfaceEndpoint('Api', { service: ec2.InterfaceVpcEndpointAwsService.APIGATEWAY })]),
    }),
  }),
  'a REST API behind a firewall, for those who have a key': () => ({
    endpoint: McpEndpoint.restApi({ webAcl: McpWebAcl.managed({ rateLimit: 100 }), usagePlan: { throttle: { rateLimit: 5, burstLimit: 10 } } }),
  }),
  'a function URL': () => ({ endpoint: McpEndpoint.functionUrl(), timeout: Duration.minutes(15) }),
  'a function URL with signatures, for pages of one origin': () => ({
    auth: McpAuth.iam(), endpoint: McpEndpoint.functionUrl({ streaming: false, cors: McpCors.allow({ allowOrigins: ['https://a.example'] }) }),
  }),
  'alarms, a dashboard and traces': (stack) => ({
    observability: { alarms: { topics: [new sns.Topic(stack, 'Topic')] }, dashboard: true, toolField: 'tool' }, tracing: Tracing.ACTIVE,
  }),
  'a REST API with alarms, a dashboard and traces': () => ({
    endpoint: McpEndpoint.restApi({ accessLog: {} }), observability: { alarms: {}, dashboard: true }, tracing: Tracing.ACTIVE,
  }),
  'a function URL with alarms and a dashboard': () => ({ endpoint: McpEndpoint.functionUrl(), observability: { alarms: {}, dashboard: true } }),
  'a container image that is built': () => ({ code: McpServerCode.image(imageDirectory(), { target: 'final', cmd: ['/server'] }), snapStart: McpSnapStart.onPublishedVersions() }),
  'a container image of a repository': (stack) => ({ code: McpServerCode.imageFromEcr(new ecr.Repository(stack, 'Repository'), { tagOrDigest: '1.4.2' }) }),
  'a function that is there already, with a secret': (stack) => ({
    code: McpServerCode.existing(existingFunction(stack)),
    auth: McpAuth.cognito(),
    secrets: { STATE_KEY: McpSecret.generated() },
    observability: { alarms: {}, dashboard: true },
  }),
  'a VPC': (stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc') }),
  'secrets, from subnets without a way out': (stack) => ({
    vpc: isolatedVpc(stack),
    interfaceEndpoints: true,
    secrets: {
      STATE_KEY: McpSecret.generated({ encryptionKey: new kms.Key(stack, 'Key') }),
      DATABASE: McpSecret.fromSecret(new secretsmanager.Secret(stack, 'Database'), { field: 'password' }),
      TOKEN: McpSecret.fromSecretName('tools/token'),
      OPTION: McpSecret.fromParameter(ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Option', { parameterName: '/tools/option' })),
    },
    paramsAndSecrets: ParamsAndSecretsLayerVersion.fromVersion(ParamsAndSecretsVersions.V1_0_103),
  }),
};
