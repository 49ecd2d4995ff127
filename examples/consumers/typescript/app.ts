/** Every strategy of the library, a stack for each kind: the apps of the other languages write the same stacks. */
import { App, CfnOutput, Duration, Size, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as authorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as autoscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  DeployConfig, McpAlarm, McpAuth, McpCors, McpDomain, McpEndpoint, McpLambdaServer, McpProvisionedConcurrency, McpRestApiAccess, McpSecret,
  McpServerCode, McpSnapStart, McpWebAcl, WebAdapter,
} from 'cdk-mcp-lambda';

const env = { account: '123456789012', region: 'eu-central-1' };

function code(stack: Stack): void {
  const open = McpAuth.none();
  new McpLambdaServer(stack, 'Asset', {
    code: McpServerCode.asset('server', {
      port: 9000, serverPath: '/', readinessPath: '/health', readinessTimeout: Duration.seconds(5),
    }),
    auth: open,
    architecture: lambda.Architecture.X86_64,
  });
  new McpLambdaServer(stack, 'Nodejs', {
    code: McpServerCode.nodejs('server', { entry: 'server.js', runtime: lambda.Runtime.NODEJS_22_X }),
    auth: open,
    adapter: WebAdapter.layer({ version: 29 }),
  });
  new McpLambdaServer(stack, 'Python', {
    code: McpServerCode.python('server', { entry: 'server.py', installPackages: false, runtime: lambda.Runtime.PYTHON_3_13 }),
    auth: open,
    adapter: WebAdapter.layerVersionArn('arn:aws:lambda:eu-central-1:123456789012:layer:adapter:1'),
  });
  new McpLambdaServer(stack, 'OwnAdapter', { code: McpServerCode.asset('server'), auth: open, adapter: WebAdapter.fromAsset('build/adapter') });
  new McpLambdaServer(stack, 'Image', {
    code: McpServerCode.image('image', { target: 'server', buildArgs: { LEVEL: 'debug' }, cmd: ['node', 'server.js'] }),
    auth: open,
  });
  const repository = ecr.Repository.fromRepositoryName(stack, 'Repository', 'tools');
  new McpLambdaServer(stack, 'ImageFromEcr', { code: McpServerCode.imageFromEcr(repository, { tagOrDigest: '1.2.3' }), auth: open });
  const fn = new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.PROVIDED_AL2023,
    handler: 'bootstrap',
    code: lambda.Code.fromAsset('server'),
    layers: [lambda.LayerVersion.fromLayerVersionArn(stack, 'Adapter', 'arn:aws:lambda:eu-central-1:123456789012:layer:adapter:1')],
    timeout: Duration.seconds(30),
  });
  new McpLambdaServer(stack, 'Existing', { code: McpServerCode.existing(fn, { port: 9000 }), auth: open });
}

/** Is not built here, as with `cdk list`: a build needs cargo-lambda. */
function crate(stack: Stack): void {
  stack.node.setContext('aws:cdk:bundling-stacks', []);
  new McpLambdaServer(stack, 'Cargo', { code: McpServerCode.cargo('crate', { bin: 'server', features: ['tools'] }), auth: McpAuth.none() });
}

function deployToml(app: App): void {
  const config = DeployConfig.fromFile('deploy.toml', { env: 'staging' });
  const stack = new Stack(app, config.stackName, { env: config.env, description: config.description });
  McpLambdaServer.fromDeployToml(stack, 'Server', 'deploy.toml', { environmentName: config.environmentName, memorySize: 1024 });
}

function auth(stack: Stack): void {
  const asset = McpServerCode.asset('server');
  new McpLambdaServer(stack, 'None', { code: asset, auth: McpAuth.none() });
  new McpLambdaServer(stack, 'Cognito', {
    code: asset,
    auth: McpAuth.cognito({
      scopes: [new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read' })],
      callbackUrls: ['https://app.example.com/callback'],
      clientRegistration: true,
      machineClient: true,
      domainPrefix: 'tools-login',
      mfa: cognito.Mfa.REQUIRED,
    }),
  });
  const pool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_abcdefghi');
  new McpLambdaServer(stack, 'UserPool', {
    code: asset,
    auth: McpAuth.userPool(pool, {
      userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', 'client')],
      domainUrl: 'https://login.auth.eu-central-1.amazoncognito.com',
      scopes: ['tools/use'],
    }),
  });
  new McpLambdaServer(stack, 'Jwt', {
    code: asset,
    auth: McpAuth.jwt({ issuer: 'https://login.example.com', audience: ['client'], scopes: ['tools/use'] }),
  });
  const authorizer = lambda.Function.fromFunctionArn(stack, 'Authorizer', 'arn:aws:lambda:eu-central-1:123456789012:function:authorizer');
  new McpLambdaServer(stack, 'LambdaAuthorizer', {
    code: asset,
    auth: McpAuth.lambdaAuthorizer(authorizer, {
      responseType: authorizers.HttpLambdaResponseType.IAM,
      identitySource: ['$request.header.X-Key'],
      resultsCacheTtl: Duration.minutes(1),
      discovery: { authorizationServers: ['https://login.example.com'], scopes: ['tools/use'] },
    }),
  });
  const signed = new McpLambdaServer(stack, 'Iam', { code: asset, auth: McpAuth.iam() });
  signed.grantInvoke(new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() }));
  new McpLambdaServer(stack, 'InServer', { code: asset, auth: McpAuth.inServer({ publicPaths: ['/authorize', '/token'] }) });
}

function endpoint(stack: Stack): void {
  const props = { code: McpServerCode.asset('server'), auth: McpAuth.none() };
  new McpLambdaServer(stack, 'HttpApi', {
    ...props,
    endpoint: McpEndpoint.httpApi({
      path: '/tools/mcp',
      stageName: 'prod',
      cors: McpCors.allow({
        allowOrigins: ['https://app.example.com'],
        allowMethods: [apigwv2.CorsHttpMethod.POST],
        allowHeaders: ['content-type'],
        exposeHeaders: ['mcp-session-id'],
        allowCredentials: true,
        maxAge: Duration.hours(1),
      }),
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLog: { retention: logs.RetentionDays.ONE_WEEK },
    }),
  });
  new McpLambdaServer(stack, 'RestApi', {
    ...props,
    timeout: Duration.minutes(5),
    endpoint: McpEndpoint.restApi({
      stageName: 'v1',
      cors: McpCors.disabled(),
      access: McpRestApiAccess.regional(),
      webAcl: McpWebAcl.managed({ rateLimit: 500 }),
      usagePlan: { apiKeys: [new apigateway.ApiKey(stack, 'Key')], quota: { limit: 1000, period: apigateway.Period.DAY } },
    }),
  });
  new McpLambdaServer(stack, 'EdgeApi', { ...props, endpoint: McpEndpoint.restApi({ access: McpRestApiAccess.edge(), streaming: false }) });
  const vpcEndpoint = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'VpcEndpoint', { vpcEndpointId: 'vpce-0a1b2c3d', port: 443 });
  new McpLambdaServer(stack, 'PrivateApi', {
    ...props,
    endpoint: McpEndpoint.restApi({
      access: McpRestApiAccess.vpcEndpoints([vpcEndpoint]),
      webAcl: McpWebAcl.fromArn('arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/tools/0a1b2c3d'),
    }),
  });
  new McpLambdaServer(stack, 'FunctionUrl', { ...props, endpoint: McpEndpoint.functionUrl({ streaming: false }) });
  const httpApi = new apigwv2.HttpApi(stack, 'SharedHttpApi');
  new McpLambdaServer(stack, 'OnHttpApi', { ...props, endpoint: McpEndpoint.onHttpApi(httpApi, { path: '/team/mcp', apiUrl: 'https://api.example.com' }) });
  const restApi = new apigateway.RestApi(stack, 'SharedRestApi');
  new McpLambdaServer(stack, 'OnRestApi', { ...props, endpoint: McpEndpoint.onRestApi(restApi, { path: '/team/mcp', streaming: false }) });
}

function domain(stack: Stack): void {
  const props = { code: McpServerCode.asset('server'), auth: McpAuth.none() };
  const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d');
  new McpLambdaServer(stack, 'HostedZone', {
    ...props,
    domain: McpDomain.fromHostedZone(zone, 'mcp.example.com', { basePath: 'tools', disableDefaultEndpoint: true }),
  });
  new McpLambdaServer(stack, 'OwnCertificate', { ...props, domain: McpDomain.fromCertificate('tools.example.org', certificate) });
  const name = new apigwv2.DomainName(stack, 'Name', { domainName: 'shared.example.org', certificate });
  new McpLambdaServer(stack, 'DomainName', { ...props, domain: McpDomain.fromDomainName(name, { basePath: 'team' }) });
}

function secrets(stack: Stack): void {
  const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const server = new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset('server'),
    auth: McpAuth.none(),
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    interfaceEndpoints: true,
    paramsAndSecrets: lambda.ParamsAndSecretsLayerVersion.fromVersion(lambda.ParamsAndSecretsVersions.V1_0_103),
    secrets: {
      PARAMETER: McpSecret.fromParameter(ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/tools/level')),
      DATABASE: McpSecret.fromSecret(secretsmanager.Secret.fromSecretNameV2(stack, 'Database', 'tools/database'), { field: 'password' }),
      NAMED: McpSecret.fromSecretName('tools/named', { encryptionKey: key }),
      GENERATED: McpSecret.generated({ encryptionKey: key }),
    },
  });
  const database = new ec2.SecurityGroup(stack, 'DatabaseGroup', { vpc });
  server.connections.allowTo(database, ec2.Port.tcp(5432), 'to the database');
}

function scaling(stack: Stack): void {
  const props = { code: McpServerCode.nodejs('server', { entry: 'server.js' }), auth: McpAuth.none() };
  const day = { schedule: autoscaling.Schedule.cron({ hour: '7', minute: '0' }), minCapacity: 2 };
  new McpLambdaServer(stack, 'Fixed', { ...props, provisionedConcurrency: McpProvisionedConcurrency.of(2), reservedConcurrentExecutions: 10 });
  new McpLambdaServer(stack, 'ByUtilization', {
    ...props,
    provisionedConcurrency: McpProvisionedConcurrency.byUtilization({
      minCapacity: 1, maxCapacity: 5, utilizationTarget: 0.6, schedules: { Day: day },
    }),
  });
  new McpLambdaServer(stack, 'BySchedule', {
    ...props,
    provisionedConcurrency: McpProvisionedConcurrency.bySchedule({ maxCapacity: 5, schedules: { Day: day } }),
  });
  new McpLambdaServer(stack, 'SnapStart', {
    code: McpServerCode.python('server', { entry: 'server.py' }),
    auth: McpAuth.none(),
    snapStart: McpSnapStart.onPublishedVersions({ beforeCheckpointPath: '/checkpoint', afterRestorePath: '/restore' }),
  });
}

function observability(stack: Stack): void {
  const server = new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset('server'),
    auth: McpAuth.none(),
    tracing: lambda.Tracing.ACTIVE,
    observability: {
      alarms: { topics: [new sns.Topic(stack, 'Topic')], durationPercent: 60, disabled: [McpAlarm.INVOCATIONS] },
      dashboard: true,
      toolField: 'tool',
    },
  });
  server.metricServerErrors({ period: Duration.minutes(1) }).createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
}

function ownParts(stack: Stack): void {
  const server = new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset('server'),
    auth: McpAuth.none(),
    functionName: 'tools',
    description: 'Tools for everybody',
    aliasName: 'current',
    memorySize: 1024,
    environment: { LOG_LEVEL: 'debug' },
    ephemeralStorageSize: Size.mebibytes(1024),
    environmentEncryption: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'),
    role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
    logGroup: new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_YEAR }),
    layers: [lambda.LayerVersion.fromLayerVersionArn(stack, 'Layer', 'arn:aws:lambda:eu-central-1:123456789012:layer:tools:1')],
  });
  new sns.Topic(stack, 'Topic').grantPublish(server);
  const other = McpLambdaServer.fromMcpLambdaServerAttributes(stack, 'Other', {
    url: 'https://mcp.example.com/mcp',
    aliasArn: 'arn:aws:lambda:eu-central-1:123456789012:function:other:live',
    executeApiArn: 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/*/*/mcp',
  });
  other.grantInvoke(server);
  other.metricErrors({ period: Duration.minutes(1) }).createAlarm(stack, 'OtherErrors', { threshold: 1, evaluationPeriods: 1 });
  new CfnOutput(stack, 'OtherUrl', { value: other.url });
}

const app = new App();
code(new Stack(app, 'Code', { env }));
crate(new Stack(app, 'Crate', { env }));
auth(new Stack(app, 'Auth', { env }));
endpoint(new Stack(app, 'Endpoint', { env }));
domain(new Stack(app, 'Domain', { env }));
secrets(new Stack(app, 'Secrets', { env }));
scaling(new Stack(app, 'Scaling', { env }));
observability(new Stack(app, 'Observability', { env }));
ownParts(new Stack(app, 'OwnParts', { env }));
deployToml(app);
app.synth();
