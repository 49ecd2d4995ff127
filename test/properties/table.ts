import { Duration, Size, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as fc from 'fast-check';
import { STRATEGIES } from './strategies';
import { importedCertificate } from '../support';

/** What a property may be. */
export interface Values {
  /** Unset for strategies and structs, whose values come from their own lines. */
  readonly valid?: fc.Arbitrary<unknown>;

  /** What is refused; unset where all that the compiler lets through works. */
  readonly invalid?: fc.Arbitrary<unknown>;

  /** What the error names in the property's place. */
  readonly named?: string;
}

const STRATEGY: Values = {};

const some = fc.constantFrom;
/** Made anew for each server: constructs keep what was done to them. */
const fresh = <T>(make: (stack: Stack) => T) => fc.constant(undefined).map(() => make(new Stack()));
const texts = (pattern: RegExp) => fc.stringMatching(pattern);
const between = (min: number, max: number) => fc.integer({ min, max });
const outside = (min: number, max: number) => fc.oneof(
  fc.integer({ min: -1000, max: min - 1 }), fc.integer({ min: max + 1, max: max + 100_000 }), fc.constant(NaN), fc.constant(min + 0.5));
const seconds = (numbers: fc.Arbitrary<number>) => numbers.map((number) => Duration.seconds(number));
const lists = (values: fc.Arbitrary<string>, minLength = 1) => fc.uniqueArray(values, { minLength, maxLength: 4 });
const flag = fc.boolean();

const paths = texts(/^(\/[a-z0-9-]{1,8}){0,2}\/mcp$/);
const hookPaths = texts(/^\/snapstart\/[a-z]{1,9}$/);
const noPaths = some('mcp', '/a b', '/a/', '', '/{a}', '//');
const scopes = lists(texts(/^[a-z]{1,8}\/[a-z]{1,8}$/));
const noScopes = some(['a b'], ['a"b'], Array.from({ length: 11 }, (_, index) => `s${index}`));
const issuers = texts(/^https:\/\/[a-z]{1,9}\.example(\/[a-z]{1,5})?\/?$/);
const urls = texts(/^https:\/\/[a-z]{1,9}\.example\/callback$/);
const schedule = appscaling.Schedule.rate(Duration.hours(1));
const schedules = fc.dictionary(texts(/^[a-z]{1,9}$/), fc.record({ schedule: fc.constant(schedule), minCapacity: between(0, 20) }), { minKeys: 1, maxKeys: 3 });
const noSchedules = some({ day: { schedule } }, { 'a/b': { schedule, minCapacity: 1 } }, { day: { schedule, minCapacity: -1 } });

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
export const TABLE: Record<string, Record<string, Values>> = {
  McpLambdaServerProps: { code: STRATEGY, auth: STRATEGY },
  McpLambdaServerOptions: {
    endpoint: STRATEGY,
    domain: STRATEGY,
    adapter: STRATEGY,
    memorySize: { valid: between(128, 10240), invalid: outside(128, 10240) },
    timeout: { valid: seconds(between(1, 30)), invalid: fc.oneof(seconds(between(31, 2000)), some(Duration.seconds(0), Duration.millis(1500))) },
    architecture: { valid: some(lambda.Architecture.ARM_64, lambda.Architecture.X86_64), invalid: fc.constant(lambda.Architecture.custom('riscv')) },
    environment: {
      valid: fc.dictionary(texts(/^[A-Z][A-Z0-9]{3,9}$/), fc.string({ maxLength: 50 }), { maxKeys: 5 }),
      invalid: some({ 'A-B': 'x' }, { PORT: '1' }, { AWS_REGION: 'x' }, { AB: 'x'.repeat(5000) }),
    },
    aliasName: { valid: texts(/^[a-z][a-zA-Z0-9_-]{0,100}$/), invalid: some('', '1', 'a b', 'x'.repeat(129)) },
    logRetention: { valid: some(logs.RetentionDays.ONE_DAY, logs.RetentionDays.TEN_YEARS) },
  },
  McpFunctionOptions: {
    role: { valid: fresh((stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/tools')) },
    functionName: { valid: texts(/^[a-zA-Z0-9_-]{1,64}$/), invalid: some('', 'a b', 'a.b', 'x'.repeat(65)) },
    description: { valid: fc.string({ maxLength: 256 }), invalid: fc.string({ minLength: 257, maxLength: 400 }) },
    logGroup: { valid: fresh((stack) => logs.LogGroup.fromLogGroupName(stack, 'Logs', 'tools')) },
    environmentEncryption: { valid: fresh((stack) => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/1')) },
    ephemeralStorageSize: {
      valid: between(512, 10240).map((size) => Size.mebibytes(size)), invalid: some(511, 10241, 0).map((size) => Size.mebibytes(size)),
    },
    codeSigningConfig: {
      valid: fresh((stack) => lambda.CodeSigningConfig.fromCodeSigningConfigArn(
        stack, 'Signing', 'arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0f6c334abcdea4d8b')),
    },
    layers: { valid: between(0, 4).map(layers), invalid: between(5, 9).map(layers) },
  },
  McpScalingOptions: {
    reservedConcurrentExecutions: { valid: between(100, 900), invalid: some(-1, 0.5, NaN) },
    provisionedConcurrency: STRATEGY,
    snapStart: STRATEGY,
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
  },
  McpPythonCodeOptions: {
    entry: { valid: fc.constant('server.py'), invalid: some('', 'missing.py', '../server.py') },
    runtime: { valid: some(lambda.Runtime.PYTHON_3_12, lambda.Runtime.PYTHON_3_13), invalid: fc.constant(lambda.Runtime.NODEJS_24_X) },
  },
  McpHttpApiOptions: {
    path: { valid: paths, invalid: noPaths },
    stageName: { valid: some('$default', 'prod', 'a-b_1'), invalid: some('', 'a b', 'a/b', 'x'.repeat(129)) },
    cors: STRATEGY,
    throttle: {
      valid: fc.record({ rateLimit: fc.double({ min: 0, max: 10_000, noNaN: true }), burstLimit: between(0, 5000) }, { requiredKeys: [] }),
      invalid: some({ rateLimit: -1 }, { burstLimit: -1 }, { burstLimit: 1.5 }),
    },
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
  McpCognitoOptions: {
    scopes: {
      valid: lists(texts(/^[a-z]{1,8}$/)).map((names) => names.map(scope)), invalid: some(['a b'], [''], ['a', 'a'], []).map((names) => names.map(scope)),
    },
    callbackUrls: { valid: lists(urls), invalid: some(['a'], ['http://a.example'], ['https://*.example']) },
    commonClients: { valid: flag },
    clientRegistration: { valid: flag },
    machineClient: { valid: flag },
    domainPrefix: { valid: texts(/^t[a-z0-9]{1,40}$/), invalid: some('', '-a', 'A', 'aws-tools', 'x'.repeat(64)) },
    mfa: { valid: some(cognito.Mfa.OFF, cognito.Mfa.OPTIONAL, cognito.Mfa.REQUIRED) },
  },
  McpUserPoolOptions: {
    userPoolClients: { valid: between(1, 3).map(clients), invalid: some(0, 51).map(clients) },
    domainUrl: { valid: fc.constant('https://login.example'), invalid: some('login.example', 'http://login.example', 'https://login.example/') },
    scopes: { valid: scopes, invalid: noScopes },
    registrationCallbackUrls: { valid: lists(urls), invalid: some(['a'], ['http://a.example'], []) },
  },
  McpJwtOptions: {
    issuer: { valid: issuers, invalid: some('issuer.example', 'http://issuer.example', 'https://issuer.example?a=b') },
    audience: { valid: lists(texts(/^[a-z]{1,9}$/)), invalid: some([], Array.from({ length: 49 }, (_, index) => `a${index}`)) },
    scopes: { valid: scopes, invalid: noScopes },
  },
  McpLambdaAuthorizerOptions: {
    identitySource: { valid: some(['$request.header.Authorization'], ['$request.querystring.key']), invalid: some(['Authorization'], ['$request.body.a']) },
    resultsCacheTtl: { valid: seconds(between(0, 3600)), invalid: some(Duration.seconds(3601), Duration.millis(1500)) },
    discovery: STRATEGY,
  },
  McpAuthDiscovery: {
    authorizationServers: { valid: lists(issuers), invalid: some([], ['issuer.example'], ['http://issuer.example']) },
    scopes: { valid: scopes },
  },
  McpInServerOptions: {
    publicPaths: { valid: lists(texts(/^\/oauth\/[a-z]{1,9}$/), 0), invalid: some(['a'], ['/a/'], ['/a', '/a']) },
  },
  WebAdapterLayerOptions: { version: { valid: between(1, 40), invalid: some(0, -1, 1.5) } },
};

/** Properties that take a struct, and which one. */
export const NESTED: Record<string, string> = { discovery: 'McpAuthDiscovery' };

/** Whether a property takes a strategy or a struct, whose values come from their own lines. */
export function isComposed(property: string): boolean {
  return property in STRATEGIES || property in NESTED;
}

function layers(count: number): lambda.ILayerVersion[] {
  return Array.from({ length: count }, (_, index) => lambda.LayerVersion.fromLayerVersionArn(
    new Stack(), 'Layer', `arn:aws:lambda:eu-central-1:123456789012:layer:further:${index + 1}`));
}

function scope(scopeName: string): cognito.ResourceServerScope {
  return new cognito.ResourceServerScope({ scopeName, scopeDescription: 'For a test' });
}

function clients(count: number): cognito.IUserPoolClient[] {
  return Array.from({ length: count }, (_, index) => cognito.UserPoolClient.fromUserPoolClientId(new Stack(), 'Client', `client${index}`));
}
