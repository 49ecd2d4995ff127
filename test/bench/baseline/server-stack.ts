import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

const ADAPTER_ACCOUNT = '753240598075';
const PORT = '8080';
const METHODS = [apigwv2.HttpMethod.POST, apigwv2.HttpMethod.GET, apigwv2.HttpMethod.DELETE];

/**
 * The quickstart's MCP server as one writes it with the CDK's own constructs: the same resources that
 * behave in the same way. `build` has the server in it, and a `run.sh` that starts it.
 */
export class ServerStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const httpApi = new apigwv2.HttpApi(this, 'HttpApi', {
      apiName: this.stackName,
      corsPreflight: {
        allowOrigins: ['*'],
        allowMethods: [apigwv2.CorsHttpMethod.GET, apigwv2.CorsHttpMethod.POST, apigwv2.CorsHttpMethod.DELETE],
        allowHeaders: [
          'Content-Type', 'Accept', 'Authorization', 'Mcp-Protocol-Version', 'Mcp-Session-Id',
          'Mcp-Method', 'Mcp-Name', 'Last-Event-ID', 'X-Request-Id',
        ],
        exposeHeaders: ['Mcp-Session-Id', 'WWW-Authenticate', 'X-Amzn-Remapped-WWW-Authenticate'],
        allowCredentials: false,
        maxAge: Duration.hours(1),
      },
      createDefaultStage: false, // it takes no throttle
    });
    httpApi.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 1000, burstLimit: 2000 },
    });
    const mcpUrl = `${httpApi.apiEndpoint}/mcp`;

    const logGroup = new logs.LogGroup(this, 'LogGroup', { retention: logs.RetentionDays.ONE_MONTH });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    const server = new lambda.Function(this, 'Function', {
      code: lambda.Code.fromAsset('build'),
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'run.sh',
      architecture: lambda.Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(30),
      layers: [lambda.LayerVersion.fromLayerVersionArn(
        this, 'WebAdapter', `arn:aws:lambda:${this.region}:${ADAPTER_ACCOUNT}:layer:LambdaAdapterLayerArm64:30`,
      )],
      environment: {
        AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap',
        AWS_LWA_INVOKE_MODE: 'buffered',
        AWS_LWA_PORT: PORT,
        AWS_LWA_READINESS_CHECK_PATH: '/',
        AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS: '9',
        GREETING: 'Hello from AWS Lambda',
        MCP_PUBLIC_URL: mcpUrl,
        PORT,
      },
      role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const alias = new lambda.Alias(this, 'Alias', { aliasName: 'live', version: server.currentVersion });

    const integration = new HttpLambdaIntegration('Integration', alias, { scopePermissionToRoute: false });
    httpApi.addRoutes({ path: '/mcp', methods: METHODS, integration });
    httpApi.addRoutes({ path: '/mcp/{proxy+}', methods: METHODS, integration });

    new CfnOutput(this, 'ApiEndpoint', { description: 'The URL of the API', value: httpApi.apiEndpoint });
    new CfnOutput(this, 'McpEndpoint', { description: 'The MCP endpoint, to give to a client', value: mcpUrl });
  }
}
