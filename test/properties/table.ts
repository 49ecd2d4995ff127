import { Duration, Fn, Size, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as fc from 'fast-check';
import { STRATEGIES } from './strategies';
import { between, flag, fresh, lists, seconds, some, STRATEGY, STRUCT, texts, Values, ValuesOfStructs } from './values';
import { McpAlarm } from '../../src';
import { AUTH_VALUES } from '../auth/auths';
import { importedCertificate } from '../support';

const outside = (min: number, max: number) => fc.oneof(
  fc.integer({ min: -1000, max: min - 1 }), fc.integer({ min: max + 1, max: max + 100_000 }), fc.constant(NaN), fc.constant(min + 0.5));

const paths = texts(/^(\/[a-z0-9-]{1,8}){0,2}\/mcp$/);
const hookPaths = texts(/^\/snapstart\/[a-z]{1,9}$/);
const noPaths = some('mcp', '/a b', '/a/', '', '/{a}', '//');
const schedule = appscaling.Schedule.rate(Duration.hours(1));
const schedules = fc.dictionary(texts(/^[a-z]{1,9}$/), fc.record({ schedule: fc.constant(schedule), minCapacity: between(0, 20) }), { minKeys: 1, maxKeys: 3 });
const noSchedules = some({ day: { schedule } }, { 'a/b': { schedule, minCapacity: 1 } }, { day: { schedule, minCapacity: -1 } });
const EVERYBODY = new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] });
const retentions = some(logs.RetentionDays.ONE_DAY, logs.RetentionDays.TEN_YEARS);
const keys = fresh((scope) => kms.Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/1'));
const percents = { valid: fc.double({ min: 0, max: 99, noNaN: true }), invalid: some(-1, 100, NaN, Infinity) };
const counts = { valid: between(1, 5000), invalid: some(0, -1, 1.5, NaN) };
const rates = fc.double({ min: 0, max: 10_000, noNaN: true });
const throttles = {
  valid: fc.record({ rateLimit: rates, burstLimit: between(0, 5000) }, { requiredKeys: [] }),
  invalid: some({ rateLimit: -1 }, { burstLimit: -1 }, { burstLimit: 1.5 }),
};

/** How code listens. */
const LISTENER: Record<string, Values> = {
  port: { valid: between(1024, 9000), invalid: some(0, 80, 1023, 9001, 65536, 8080.5) },
  serverPath: { valid: some('/', '/mcp'), invalid: noPaths },
  readinessPath: { valid: some('/', '/healthz', '/a?b=c'), invalid: some('healthz', '/a b', '') },
  readinessTimeout: { valid: seconds(between(1, 900)), invalid: some(Duration.seconds(0), Duration.seconds(901), Duration.millis(1500)) },
};

/**
 * Every property of every struct that is published, by the struct that declares it. A new property has
 * its line here, or a test fails.
 */
export const TABLE: ValuesOfStructs = {
  McpLambdaServerProps: { code: STRATEGY, auth: STRATEGY },
  McpLambdaServerOptions: {
    endpoint: STRATEGY,
    domain: STRATEGY,
    adapter: STRATEGY,
    memorySize: { valid: between(128, 10240), invalid: outside(128, 10240) },
    timeout: { valid: seconds(between(1, 900)), invalid: fc.oneof(seconds(between(901, 2000)), some(Duration.seconds(0), Duration.millis(1500))) },
    architecture: { valid: some(lambda.Architecture.ARM_64, lambda.Architecture.X86_64), invalid: fc.constant(lambda.Architecture.custom('riscv')) },
    environment: {
      valid: fc.dictionary(texts(/^[A-Z][A-Z0-9]{3,9}$/), fc.string({ maxLength: 50 }), { maxKeys: 5 }),
      invalid: some({ 'A-B': 'x' }, { PORT: '1' }, { AWS_REGION: 'x' }, { AB: 'x'.repeat(5000) }),
    },
    aliasName: { valid: texts(/^[a-z][a-zA-Z0-9_-]{0,100}$/), invalid: some('', '1', 'a b', 'x'.repeat(129)) },
    logRetention: { valid: retentions },
    tracing: { valid: some(...Object.values(lambda.Tracing)) },
    observability: STRUCT,
  },
  McpFunctionOptions: {
    role: { valid: fresh((scope) => iam.Role.fromRoleArn(scope, 'Role', 'arn:aws:iam::123456789012:role/tools')) },
    functionName: { valid: texts(/^[a-zA-Z0-9_-]{1,64}$/), invalid: some('', 'a b', 'a.b', 'x'.repeat(65)) },
    description: { valid: fc.string({ maxLength: 256 }), invalid: fc.string({ minLength: 257, maxLength: 400 }) },
    logGroup: { valid: fresh((scope) => logs.LogGroup.fromLogGroupName(scope, 'Logs', 'tools')) },
    environmentEncryption: { valid: keys },
    ephemeralStorageSize: {
      valid: between(512, 10240).map((size) => Size.mebibytes(size)), invalid: some(511, 10241, 0).map((size) => Size.mebibytes(size)),
    },
    codeSigningConfig: {
      valid: fresh((scope) => lambda.CodeSigningConfig.fromCodeSigningConfigArn(
        scope, 'Signing', 'arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0f6c334abcdea4d8b')),
    },
    layers: { valid: between(0, 4).map(layers), invalid: between(5, 9).map(layers) },
  },
  McpScalingOptions: {
    reservedConcurrentExecutions: { valid: between(100, 900), invalid: some(-1, 0.5, NaN) },
    provisionedConcurrency: STRATEGY,
    snapStart: STRATEGY,
  },
  McpNetworkOptions: {
    vpc: { valid: fresh(() => privateVpc()), invalid: fresh(() => vpc({ publicSubnetIds: ['subnet-1'] })), named: 'vpcSubnets' },
    vpcSubnets: {
      valid: some({ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, { subnetGroupName: 'Private' }),
      invalid: some({ subnetType: ec2.SubnetType.PUBLIC }, { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, { subnetGroupName: 'Nowhere' }),
    },
    securityGroups: {
      valid: fresh((scope) => [ec2.SecurityGroup.fromSecurityGroupId(scope, 'Group', 'sg-1')]), invalid: fc.constant([]),
    },
    interfaceEndpoints: { valid: flag },
  },
  McpSecretsOptions: {
    secrets: STRATEGY,
    paramsAndSecrets: { valid: fresh(() => lambda.ParamsAndSecretsLayerVersion.fromVersionArn(layerArn('params'), { cacheSize: 10 })) },
  },
  McpSecretOptions: { field: { valid: fc.string({ minLength: 1, maxLength: 9 }), invalid: fc.constant('') } },
  McpSecretNameOptions: { encryptionKey: { valid: keys } },
  McpGeneratedSecretOptions: { encryptionKey: { valid: keys } },
  McpObservabilityOptions: {
    alarms: STRUCT,
    dashboard: { valid: flag },
    toolField: { valid: some('tool', 'fields.tool', '@message'), invalid: some('', 'a b', 'tool | limit 1', '1a') },
  },
  McpAlarmOptions: {
    topics: { valid: between(0, 5).map(topics), invalid: between(6, 9).map(topics) },
    disabled: { valid: fc.subarray(Object.values(McpAlarm), { maxLength: 4 }), invalid: fc.constant(Object.values(McpAlarm)) },
    errorsPercent: percents,
    minimumRequests: counts,
    durationPercent: percents,
    concurrencyPercent: percents,
    accountConcurrency: counts,
    throttles: { valid: between(0, 100), invalid: some(-1, 0.5, NaN) },
    invocationsDeviations: { valid: fc.double({ min: 0.1, max: 9, noNaN: true }), invalid: some(0, -1, Infinity, NaN) },
  },
  McpUtilizationScalingOptions: {
    minCapacity: { valid: between(1, 20), invalid: some(0, -1, 1.5), named: 'provisionedConcurrency' },
    maxCapacity: { valid: between(20, 100), invalid: some(0, 20.5, NaN), named: 'provisionedConcurrency' },
    utilizationTarget: { valid: fc.double({ min: 0.1, max: 0.9, noNaN: true }), invalid: some(0, 0.05, 0.95, 70) },
    schedules: { valid: schedules, invalid: noSchedules },
  },
  McpScheduledScalingOptions: {
    minCapacity: { valid: between(0, 20), invalid: some(-1, 1.5), named: 'provisionedConcurrency' },
    maxCapacity: { valid: between(20, 100), invalid: some(0, 20.5, NaN), named: 'provisionedConcurrency' },
    schedules: { valid: schedules, invalid: fc.oneof(noSchedules, fc.constant({})) },
  },
  McpSnapStartOptions: {
    beforeCheckpointPath: { valid: hookPaths, invalid: some('/', 'a', '/events', '/a%2f') },
    afterRestorePath: { valid: hookPaths, invalid: some('/', 'a', '/events', '/a/../b') },
  },
  McpServerCodeOptions: LISTENER,
  McpNodejsCodeOptions: {
    entry: { valid: fc.constant('server.js'), invalid: some('', 'missing.js', '../server.js') },
    runtime: { valid: some(lambda.Runtime.NODEJS_22_X, lambda.Runtime.NODEJS_24_X), invalid: fc.constant(lambda.Runtime.PYTHON_3_13) },
    bundle: { valid: flag },
  },
  McpPythonCodeOptions: {
    entry: { valid: fc.constant('server.py'), invalid: some('', 'missing.py', '../server.py') },
    runtime: { valid: some(lambda.Runtime.PYTHON_3_12, lambda.Runtime.PYTHON_3_13), invalid: fc.constant(lambda.Runtime.NODEJS_24_X) },
    installPackages: { valid: flag },
  },
  McpCargoCodeOptions: {
    // Nothing is wrong where nothing is built: the rules' own cases have stand-ins for cargo, which this many servers would start too often.
    bin: { valid: some('server', 'other') },
    features: { valid: some([], ['http'], ['http', 'tools/extra']) },
    defaultFeatures: { valid: flag },
    profile: { valid: some('release', 'own') },
  },
  McpContainerOptions: {
    cmd: { valid: lists(texts(/^[a-z]{1,9}$/)) },
    entrypoint: { valid: lists(texts(/^[a-z]{1,9}$/)) },
    workingDirectory: { valid: texts(/^\/[a-z]{1,9}$/) },
  },
  McpImageCodeOptions: {
    file: { valid: fc.constant('Dockerfile'), invalid: some('', 'missing', '../Dockerfile') },
    target: { valid: some('final', '0'), invalid: some('nowhere', '1', Fn.ref('Target')) },
    buildArgs: { valid: fc.dictionary(texts(/^[A-Z]{1,9}$/), fc.string({ maxLength: 9 }), { maxKeys: 3 }), invalid: fc.constant({ A: Fn.ref('A') }) },
    buildSecrets: { valid: some({}, { token: 'src=token.txt' }), invalid: fc.constant({ token: Fn.ref('Token') }) },
  },
  McpEcrImageCodeOptions: {
    tagOrDigest: { valid: some('1.4.2', `sha256:${'0'.repeat(64)}`), invalid: some('', 'a b', 'sha256:1') },
  },
  McpLegacySseOptions: {
    legacySsePath: { valid: texts(/^\/old\/[a-z]{1,9}-sse$/), invalid: some('sse', '/a b', '/a/', '', '/', '/{a}') },
    legacyMessagesPath: { valid: texts(/^\/old\/[a-z]{1,9}-post$/), invalid: some('post', '/a b', '/a/', '', '/', '/{a}') },
  },
  McpHttpApiOptions: {
    path: { valid: paths, invalid: noPaths },
    stageName: { valid: some('$default', 'prod', 'a-b_1'), invalid: some('', 'a b', 'a/b', 'x'.repeat(129)) },
    cors: STRATEGY,
    throttle: throttles,
    accessLog: STRUCT,
  },
  McpRestApiOptions: {
    path: { valid: paths, invalid: noPaths },
    stageName: { valid: some('prod', 'a-b_1'), invalid: some('$default', '', 'a b', 'x'.repeat(129)) },
    cors: STRATEGY,
    throttle: throttles,
    streaming: { valid: flag },
    access: STRATEGY,
    policy: { valid: fresh(() => new iam.PolicyDocument({ statements: [EVERYBODY] })) },
    webAcl: STRATEGY,
    usagePlan: STRUCT,
    accessLog: STRUCT,
  },
  McpOnHttpApiOptions: {
    path: { valid: paths, invalid: noPaths },
    stageName: { valid: texts(/^[a-zA-Z0-9_-]{1,128}$/), invalid: some('', 'a b', '$other', 'x'.repeat(129)) },
    apiUrl: { valid: texts(/^https:\/\/[a-z]{1,9}\.example\.com(\/[a-z]{1,5})?$/), invalid: some('http://api.example.com', 'api.example.com', 'https://api.example.com/') },
  },
  McpFunctionUrlOptions: {
    path: { valid: paths, invalid: noPaths },
    cors: STRATEGY,
    streaming: { valid: flag },
  },
  McpWebAclOptions: { rateLimit: { valid: between(10, 2_000_000_000), invalid: some(9, 2_000_000_001, 10.5, NaN) } },
  McpUsagePlanOptions: {
    apiKeys: {
      valid: fresh((scope) => [apigateway.ApiKey.fromApiKeyId(scope, 'Key', 'key')]), invalid: fc.constant([]),
    },
    throttle: throttles,
    quota: {
      valid: fc.record({ limit: between(0, 5000), period: some(...Object.values(apigateway.Period)) }),
      invalid: some({ limit: -1, period: apigateway.Period.DAY }, { limit: 0.5, period: apigateway.Period.DAY }),
    },
  },
  McpAccessLogOptions: {
    logGroup: { valid: fresh((scope) => logs.LogGroup.fromLogGroupName(scope, 'Logs', '/aws/vendedlogs/tools')) },
    retention: { valid: retentions },
  },
  McpCorsOptions: {
    allowOrigins: { valid: lists(texts(/^https:\/\/[a-z]{1,9}\.example$/)), invalid: some([], ['example.com'], ['https://a.example/']) },
    allowMethods: { valid: some([apigwv2.CorsHttpMethod.POST], [apigwv2.CorsHttpMethod.ANY]) },
    allowHeaders: { valid: lists(texts(/^X-[a-z]{1,9}$/)) },
    exposeHeaders: { valid: lists(texts(/^X-[a-z]{1,9}$/)) },
    allowCredentials: { valid: flag },
    maxAge: { valid: seconds(between(0, 86_400)), invalid: some(Duration.seconds(86_401), Duration.millis(1500)) },
  },
  McpDomainOptions: {
    basePath: { valid: texts(/^[a-z]{1,9}(\/[a-z]{1,9})?$/), invalid: some('', '/a', 'a/', 'a b', '..') },
    disableDefaultEndpoint: { valid: flag },
  },
  McpHostedZoneDomainOptions: { certificate: { valid: fresh(() => importedCertificate()) } },
  ...AUTH_VALUES,
  WebAdapterLayerOptions: { version: { valid: between(1, 40), invalid: some(0, -1, 1.5) } },
};

/** Properties that take a struct, and which one. */
export const NESTED: Record<string, string> = {
  discovery: 'McpAuthDiscovery',
  observability: 'McpObservabilityOptions',
  alarms: 'McpAlarmOptions',
  accessLog: 'McpAccessLogOptions',
  usagePlan: 'McpUsagePlanOptions',
};

/** Whether a property takes a strategy or a struct, whose values come from their own lines. */
export function isComposed(property: string): boolean {
  return property in STRATEGIES || property in NESTED;
}

function layers(count: number): lambda.ILayerVersion[] {
  return Array.from({ length: count }, (_, index) => lambda.LayerVersion.fromLayerVersionArn(
    new Stack(), 'Layer', layerArn('further', index + 1)));
}

function layerArn(name: string, version = 1): string {
  return `arn:aws:lambda:eu-central-1:123456789012:layer:${name}:${version}`;
}

/** A VPC that exists, with subnets that lead out. */
export function privateVpc(): ec2.IVpc {
  return vpc({ publicSubnetIds: ['subnet-1'], privateSubnetIds: ['subnet-2'], privateSubnetNames: ['Private'] });
}

function vpc(subnets: Partial<ec2.VpcAttributes>): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(new Stack(), 'Vpc', { vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-central-1a'], ...subnets });
}

function topics(count: number): sns.ITopic[] {
  return Array.from({ length: count }, (_, index) => sns.Topic.fromTopicArn(new Stack(), 'Topic', `arn:aws:sns:eu-central-1:123456789012:topic${index}`));
}
