import { Stack } from 'aws-cdk-lib';
import { CfnApi, CfnApiMapping, CfnRoute, CfnRouteResponse, CfnRoutingRule, CfnStage, HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnAlias, CfnFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { routeFacts, stageFacts } from '../../served-server';
import { PlainServer, served } from '../support';

/** Ids and texts of what is said about a server that is plain but for one thing. */
function said(change: (server: PlainServer, stack: Stack) => void): string[] {
  return served((stack) => change(new PlainServer(stack, 'Server'), stack)).notices.map(({ id, message }) => `${id}: ${message}`);
}

test('nothing is said about a plain server', () => {
  expect(said(() => undefined)).toEqual([]);
});

describe('a guarded route is refused instead of served openly', () => {
  test('but one by IAM, which dev checks', () => {
    const { door, notices } = served((stack) => {
      const { api, integration } = new PlainServer(stack, 'Server');
      api.addRoutes({ path: '/guarded', methods: [HttpMethod.POST], integration, authorizer: new HttpIamAuthorizer() });
    });
    expect(door.routes).toEqual([
      routeFacts('POST /mcp'),
      routeFacts('POST /guarded', { guard: { kind: 'iam' } }),
    ]);
    expect(notices).toEqual([]);
  });

  test('an authorization that is not known locally is refused too', () => {
    const { door } = served((stack) => {
      const { cfn } = new PlainServer(stack, 'Server');
      cfn.route.addPropertyOverride('AuthorizationType', { 'Fn::ImportValue': 'Type' });
    });
    expect(door.routes[0].unserved).toContain('guarded by an authorizer');
  });
});

describe('a route that leads elsewhere is answered with 501', () => {
  test('to a URL', () => {
    const { door } = served((stack) => new PlainServer(stack, 'Server').api.addRoutes({
      path: '/url', methods: [HttpMethod.GET], integration: new HttpUrlIntegration('Url', 'https://example.com'),
    }));
    expect(door.routes[1].unserved).toMatch(/^it leads to the integration \w+/);
  });

  test('to nothing', () => {
    const { door } = served((stack) => new CfnRoute(stack, 'Route', { apiId: new PlainServer(stack, 'Server').api.apiId, routeKey: '$default' }));
    expect(door.routes.find(({ key }) => key === '$default')!.unserved).toContain('has no integration');
  });
});

describe('what is not applied locally is named', () => {
  test.each<[string, string, (server: PlainServer, stack: Stack) => void]>([
    ['a stage without a deployment', 'stage-not-deployed: Stage late: AutoDeploy is off', ({ api }) => api.addStage('S', { stageName: 'late' })],
    ['stage variables', 'unknown-property: AWS::ApiGatewayV2::Stage', ({ api }) => (api.defaultStage!.node.defaultChild as CfnStage).addPropertyOverride('StageVariables', { a: 'b' })],
    ['a disabled endpoint', 'no-own-url: AWS::ApiGatewayV2::Api', ({ api }) => (api.node.defaultChild as CfnApi).addPropertyOverride('DisableExecuteApiEndpoint', true)],
    ['a property of the future', ': Sparkle is not applied locally.', ({ cfn }) => cfn.route.addPropertyOverride('Sparkle', 'much')],
    ['a custom domain before a stage of nobody', 'custom-domain: AWS::ApiGatewayV2::ApiMapping Mapping: it leads to the stage "beta"', ({ api }, stack) => new CfnApiMapping(stack, 'Mapping', { apiId: api.apiId, domainName: 'mcp.example.com', stage: 'beta' })],
    ['another part of the API', 'unknown-resource: AWS::ApiGatewayV2::RouteResponse', ({ api, cfn }, stack) => new CfnRouteResponse(stack, 'Response', { apiId: api.apiId, routeId: cfn.route.ref, routeResponseKey: '$default' })],
    ['parameter mapping', 'parameter-mapping: Integration', ({ cfn }) => cfn.integration.addPropertyOverride('RequestParameters', { 'overwrite:path': '/' })],
    ['mapping of responses', 'ResponseParameters is not applied locally', ({ cfn }) => cfn.integration.addPropertyOverride('ResponseParameters', { 401: { 'overwrite:header.www-authenticate': 'Bearer' } })],
    ['payload format 1.0', 'payload-format: Integration', ({ cfn }) => { cfn.integration.payloadFormatVersion = '1.0'; }],
    ['a payload format that is missing', 'payload-format: Integration', ({ cfn }) => cfn.integration.addPropertyDeletionOverride('PayloadFormatVersion')],
    ['a time-out that is too long', 'TimeoutInMillis is 30001, and AWS takes whole numbers from 50 to 30000: it would refuse the deployment. Locally it is 30000.', ({ cfn }) => { cfn.integration.timeoutInMillis = 30_001; }],
    ['a rule of a custom domain', 'custom-domain: AWS::ApiGatewayV2::RoutingRule Rule', ({ api }, stack) => new CfnRoutingRule(stack, 'Rule', { actions: [{ invokeApi: { apiId: api.apiId, stage: '$default' } }], conditions: [], domainNameArn: 'arn', priority: 1 })],
    ['a setting of CORS of the future', ': CorsConfiguration.Sparkle is not applied locally.', ({ api }) => (api.node.defaultChild as CfnApi).addPropertyOverride('CorsConfiguration.Sparkle', 'much')],
    ['a reservation below 0', 'ReservedConcurrentExecutions is -1, and AWS takes whole numbers from 0 on', ({ function: lambda }) => { (lambda.node.defaultChild as CfnFunction).reservedConcurrentExecutions = -1; }],
    ['weights of an alias', ': RoutingConfig is not applied locally.', ({ alias }) => (alias.node.defaultChild as CfnAlias).addPropertyOverride('RoutingConfig', { AdditionalVersionWeights: [{ FunctionVersion: '3', FunctionWeight: 0.5 }] })],
    ['another layer', 'layer: Function', ({ function: lambda }, stack) => lambda.addLayers(LayerVersion.fromLayerVersionArn(stack, 'Other', 'arn:aws:lambda:us-east-1:111111111111:layer:tools:1'))],
    ['an own start wrapper', 'exec-wrapper: Function', ({ function: lambda }) => lambda.addEnvironment('AWS_LAMBDA_EXEC_WRAPPER', '/opt/trace')],
    ['a setting of the adapter', 'adapter-setting: AWS_LWA_ASYNC_INIT=true is not applied locally.', ({ function: lambda }) => lambda.addEnvironment('AWS_LWA_ASYNC_INIT', 'true')],
    ['streaming behind a buffering API', 'invoke-mode: AWS_LWA_INVOKE_MODE', ({ function: lambda }) => lambda.addEnvironment('AWS_LWA_INVOKE_MODE', 'response_stream')],
    ['a file system', ': FileSystemConfigs is not applied locally.', ({ function: lambda }) => (lambda.node.defaultChild as CfnFunction).addPropertyOverride('FileSystemConfigs', [{ Arn: 'a', LocalMountPath: '/mnt/a' }])],
    ['another door', 'is also reached through the function URL', ({ function: lambda }) => lambda.addFunctionUrl()],
  ])('%s', (_name, text, change) => {
    expect(said(change)).toEqual([expect.stringContaining(text)]);
  });

  test.each<[string, string, (server: PlainServer) => void]>([
    ['memory', 'unresolved-property: AWS::Lambda::Function', ({ function: lambda }) => (lambda.node.defaultChild as CfnFunction).addPropertyOverride('MemorySize', { 'Fn::ImportValue': 'Size' })],
    ['an allowed origin', 'CorsConfiguration.AllowOrigins is not known locally', ({ api }) => (api.node.defaultChild as CfnApi).addPropertyOverride('CorsConfiguration', { AllowOrigins: [{ 'Fn::ImportValue': 'Site' }] })],
    ['a layer', 'layer: Function', ({ function: lambda }) => (lambda.node.defaultChild as CfnFunction).addPropertyOverride('Layers', [{ 'Fn::ImportValue': 'Layer' }, 'LambdaAdapterLayerX86:30'])],
    ['the environment', ': Environment is not known locally: another stack exports it as "Settings".', ({ function: lambda }) => (lambda.node.defaultChild as CfnFunction).addPropertyOverride('Environment', { 'Fn::ImportValue': 'Settings' })],
    ['the name of a stage', 'stage-name: Stage', ({ api }) => (api.addStage('S', { stageName: 'x' }).node.defaultChild as CfnStage).addPropertyOverride('StageName', { 'Fn::ImportValue': 'Stage' })],
    ['the key of a route', 'route-key: Route', ({ api, integration }) => (api.addRoutes({ path: '/x', integration })[0].node.defaultChild as CfnRoute).addPropertyOverride('RouteKey', { 'Fn::ImportValue': 'Key' })],
  ])('%s that only a deployment knows', (_name, text, change) => {
    expect(said(change)).toEqual([expect.stringContaining(text)]);
  });

  test('a VPC', () => {
    const { notices } = served((stack) => new PlainServer(stack, 'Server', { vpc: new Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) }));
    expect(notices.map(({ id }) => id)).toEqual(['vpc']);
  });

  test('an API that has no stage', () => {
    const { door, notices } = served((stack) => {
      const { api } = new PlainServer(stack, 'Server');
      (api.defaultStage as HttpStage).node.tryRemoveChild('Resource');
    });
    expect(door.stages).toEqual([stageFacts()]);
    expect(notices.map(({ id }) => id)).toEqual(['no-stage']);
  });
});

test('the adapter\'s own start wrapper is as in AWS', () => {
  expect(said(({ function: lambda }) => lambda.addEnvironment('AWS_LAMBDA_EXEC_WRAPPER', '/opt/bootstrap'))).toEqual([]);
});
