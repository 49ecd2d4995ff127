import { Duration, Size, Stack } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  McpAuth, McpCors, McpDomain, McpEndpoint, McpLambdaServerProps, McpProvisionedConcurrency, McpServerCode, McpSnapStart, WebAdapter,
} from '../../../src';
import { adapterDirectory, authorizerFunction, directoryOf, hostedZone, importedCertificate } from '../../support';

const schedule = appscaling.Schedule.cron({ hour: '8', minute: '0' });

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
};
