import { CfnResource, Duration, Lazy, SecretValue, Stack } from 'aws-cdk-lib';
import {
  AuthorizationType, CfnMethod, CfnRestApi, Cors, EndpointType, LambdaIntegration, LambdaIntegrationOptions, LambdaRestApi, MockIntegration,
  ResponseTransferMode, ResponseType, RestApi, RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { code, servedByRest, synth } from './support';
import { LOCAL_ORIGIN } from '../../src/template/model';
import { readServers } from '../../src/template/read-servers';
import { restRouteFacts, stageFacts } from '../served-server';

function lambdaIn(stack: Stack, id = 'Function', environment: Record<string, string> = { AWS_LWA_PORT: '8080' }): LambdaFunction {
  return new LambdaFunction(stack, id, {
    runtime: Runtime.PROVIDED_AL2023, handler: 'bootstrap', code: Code.fromAsset(code()), environment,
  });
}

/** An API with the method `POST /mcp`, and what a test adds. */
const api = (build: (api: RestApi, lambda: LambdaFunction) => void = () => {}, props: RestApiProps = {}) => servedByRest((stack) => {
  const lambda = lambdaIn(stack);
  const rest = new RestApi(stack, 'Rest', { cloudWatchRole: false, ...props });
  rest.root.addResource('mcp').addMethod('POST', new LambdaIntegration(lambda.addAlias('live')));
  build(rest, lambda);
});

const said = ({ notices }: ReturnType<typeof api>) => notices.map(({ id, message }) => `${id}: ${message}`);

describe('a REST API', () => {
  test('is served with nothing to be said about it, through the alias and below its stage', () => {
    const { door, function: lambda, notices } = api();
    expect(door).toEqual({
      kind: 'rest-api',
      logicalId: expect.stringMatching(/^Rest/),
      stages: [stageFacts({ name: 'prod' })],
      routes: [restRouteFacts('POST /mcp')],
      gatewayResponses: [],
      binaryMediaTypes: [],
      mcpPath: '/prod/mcp',
    });
    expect(lambda).toMatchObject({ alias: 'live', version: '1' });
    expect(notices).toEqual([]);
  });

  test('is served where it hands all paths to the function', () => {
    const { door, notices } = servedByRest((stack) => new LambdaRestApi(stack, 'Rest', { handler: lambdaIn(stack), cloudWatchRole: false }));
    expect(door.routes.map(({ key }) => key).sort()).toEqual(['ANY /', 'ANY /{proxy+}']);
    expect(door.mcpPath).toBe('/prod/mcp');
    expect(notices).toEqual([]);
  });

  test('has the time-out of each method, and a word where an account must allow it', () => {
    const server = api((rest, lambda) => {
      rest.root.addResource('quick').addMethod('GET', new LambdaIntegration(lambda, { timeout: Duration.millis(50) }));
      rest.root.addResource('slow').addMethod('GET', new LambdaIntegration(lambda, { timeout: Duration.seconds(60) }));
    });
    expect(server.door.routes).toEqual(expect.arrayContaining([
      restRouteFacts('GET /quick', { integrationTimeoutMs: 50 }), restRouteFacts('GET /slow', { integrationTimeoutMs: 60_000 }),
    ]));
    expect(said(server)).toContain('integration-timeout: GET /slow: its TimeoutInMillis is 60000; AWS takes more than 29000 only where the account\'s quota was raised.');
  });

  describe('whose methods stream', () => {
    const STREAM = { responseTransferMode: ResponseTransferMode.STREAM };
    const streams = (props: RestApiProps = {}, integrationOptions: LambdaIntegrationOptions = STREAM) => servedByRest((stack) => {
      const handler = lambdaIn(stack, 'Function', { AWS_LWA_PORT: '8080', AWS_LWA_INVOKE_MODE: 'response_stream' });
      new LambdaRestApi(stack, 'Rest', { handler: handler.addAlias('live'), cloudWatchRole: false, integrationOptions, ...props });
    });

    test('has them served with nothing to be said about it, for up to 15 minutes', () => {
      const server = streams({}, { ...STREAM, timeout: Duration.minutes(15) });
      expect(server.door.routes).toContainEqual(restRouteFacts('ANY /{proxy+}', { integrationTimeoutMs: 900_000, streamIdleMs: 30_000 }));
      expect(server.function).toMatchObject({ alias: 'live', version: '1', adapter: { invokeMode: 'response_stream' } });
      expect(server.notices).toEqual([]);
    });

    test.each<[EndpointType[], number]>([[[EndpointType.REGIONAL], 300_000], [[EndpointType.PRIVATE], 300_000], [[EndpointType.EDGE], 30_000]])(
      '%s: a stream may stand still for %d ms', (endpointTypes, streamIdleMs) => {
        expect(new Set(streams({ endpointTypes }).door.routes.map((route) => route.streamIdleMs))).toEqual(new Set([streamIdleMs]));
      });

    test('and others that buffer, has a word about those', () => {
      const server = streams({}, {});
      expect(server.door.routes.map((route) => route.streamIdleMs)).toEqual([undefined, undefined]);
      expect(said(server)).toEqual([expect.stringMatching(/^invoke-mode: AWS_LWA_INVOKE_MODE is response_stream/)]);
    });
  });

  test('has its own URL as the local one, with the stage in the path', () => {
    const { function: lambda, notices } = api((rest, each) => {
      each.addEnvironment('URL', Lazy.string({ produce: () => rest.url }));
      each.addEnvironment('MCP', Lazy.string({ produce: () => rest.urlForPath('/mcp') }));
      each.addEnvironment('ID', rest.restApiId);
    });
    expect(lambda.environment).toMatchObject({ URL: `${LOCAL_ORIGIN}/prod/`, MCP: `${LOCAL_ORIGIN}/prod/mcp` });
    expect(notices.map(({ message }) => message)).toEqual([expect.stringMatching(/^ID is "local-Rest\w+" locally/)]);
  });

  test('has a throttle for each method: the stage\'s, unless it has its own', () => {
    const { door } = api((rest) => rest.root.resourceForPath('/other').addMethod('GET', new MockIntegration()), {
      deployOptions: { throttlingRateLimit: 5, throttlingBurstLimit: 2, methodOptions: { '/mcp/POST': { throttlingRateLimit: 1, throttlingBurstLimit: 1 } } },
    });
    expect(door.stages).toEqual([stageFacts({
      name: 'prod', routeThrottles: { 'POST /mcp': { rateLimit: 1, burstLimit: 1 }, 'GET /other': { rateLimit: 5, burstLimit: 2 } },
    })]);
  });

  test('answers preflights as it is told, and refuses those that need a template', () => {
    const preflight = (allowOrigins: string[]) => api(undefined, { defaultCorsPreflightOptions: { allowOrigins, allowMethods: ['POST'], allowHeaders: ['accept'] } });
    expect(preflight(Cors.ALL_ORIGINS).door.routes).toContainEqual(restRouteFacts('OPTIONS /mcp', {
      mock: { status: 204, headers: ['access-control-allow-headers', 'accept', 'access-control-allow-origin', '*', 'access-control-allow-methods', 'POST'] },
    }));
    const several = preflight(['https://a.example', 'https://b.example']);
    expect(several.door.routes.find(({ key }) => key === 'OPTIONS /mcp')?.unserved).toContain('its ResponseTemplates must be fixed values');
    expect(said(several)).toContainEqual(expect.stringMatching(/^other-integration: OPTIONS \/, OPTIONS \/mcp: refused with 501: /));
  });

  test('has its gateway responses, and names what of them is no literal', () => {
    const server = api((rest) => {
      rest.addGatewayResponse('Unauthorized', {
        type: ResponseType.UNAUTHORIZED, statusCode: '401', responseHeaders: { 'WWW-Authenticate': '\'Bearer a="b"\'' }, templates: { 'application/json': '{}' },
      });
      rest.addGatewayResponse('Any', { type: ResponseType.DEFAULT_4XX, responseHeaders: { 'x-origin': 'method.request.header.origin' } });
    });
    expect(server.door.gatewayResponses).toEqual([
      { type: 'UNAUTHORIZED', status: 401, headers: ['www-authenticate', 'Bearer a="b"'], template: { mediaType: 'application/json', text: '{}' } },
      { type: 'DEFAULT_4XX', headers: [] },
    ]);
    expect(said(server)).toEqual([expect.stringContaining('its parameter gatewayresponse.header.x-origin is "method.request.header.origin", which is no text in single quotes')]);
  });

  test.each<[string, string, (rest: RestApi, method: CfnMethod) => void]>([
    ['a Lambda authorizer', 'lambda-authorizer', (_rest, method) => { method.authorizationType = AuthorizationType.CUSTOM; }],
    ['a Cognito authorizer', 'cognito-authorizer', (_rest, method) => { method.authorizationType = AuthorizationType.COGNITO; }],
    ['IAM authorization', 'iam-authorizer', (_rest, method) => { method.authorizationType = AuthorizationType.IAM; }],
    ['an authorizer', 'authorizer', (_rest, method) => { method.authorizationType = SecretValue.ssmSecure('/type').unsafeUnwrap(); }],
    ['an API key', 'api-key', (_rest, method) => { method.apiKeyRequired = true; }],
    ['the Policy of the REST API', 'resource-policy', (rest) => {
      const statement = new PolicyStatement({ actions: ['execute-api:Invoke'], principals: [new AnyPrincipal()], resources: ['*'] });
      (rest.node.defaultChild as CfnRestApi).policy = new PolicyDocument({ statements: [statement] });
    }],
  ])('refuses what is guarded by %s', (guard, id, change) => {
    const server = api((rest) => change(rest, rest.node.findAll().find((each): each is CfnMethod => each instanceof CfnMethod)!));
    expect(server.door.routes[0].unserved).toMatch(new RegExp(`^guarded by ${guard}.*, which dev does not check$`));
    expect(said(server)).toEqual([expect.stringMatching(new RegExp(`^${id}: POST /mcp: refused with 501: guarded by ${guard}`))]);
  });

  test.each<[string, (rest: RestApi, lambda: LambdaFunction, stack: Stack) => void]>([
    ['it streams (ResponseTransferMode STREAM), and the function does not: AWS_LWA_INVOKE_MODE must be response_stream', (rest, lambda) =>
      rest.root.addMethod('GET', new LambdaIntegration(lambda, { responseTransferMode: ResponseTransferMode.STREAM }))],
    ['it streams (ResponseTransferMode STREAM), and its Uri does not end with /response-streaming-invocations', (rest, lambda) => {
      const method = rest.root.addMethod('GET', new LambdaIntegration(lambda));
      (method.node.defaultChild as CfnMethod).addPropertyOverride('Integration.ResponseTransferMode', 'STREAM');
    }],
    ['it leads to the function Other', (rest, _lambda, stack) => rest.root.addMethod('GET', new LambdaIntegration(lambdaIn(stack, 'Other', {})))],
    ['its integration has a Type that is "AWS"', (rest, lambda) => rest.root.addMethod('GET', new LambdaIntegration(lambda, { proxy: false }))],
  ])('refuses a method where %s', (reason, build) => {
    const { door } = api((rest, lambda) => build(rest, lambda, Stack.of(rest)));
    expect(door.routes.find(({ key }) => key === 'GET /')?.unserved).toContain(reason);
    expect(door.mcpPath).toBe('/prod/mcp');
  });

  test('without a stage answers nothing, and says so', () => {
    const server = api(undefined, { deploy: false });
    expect(server.door.stages).toEqual([]);
    expect(said(server)).toEqual(['no-stage: The REST API has no stage in this template, so it answers nothing, on AWS as here.']);
  });

  test('with a usage plan has it named', () => {
    const server = api((rest) => rest.addUsagePlan('Plan', { apiStages: [{ stage: rest.deploymentStage }] }));
    expect(said(server)).toEqual([expect.stringMatching(/^unknown-resource: AWS::ApiGateway::UsagePlan \w+: this part of the API is not served locally\.$/)]);
  });

  test('whose resources go round in circles has no paths there', () => {
    const server = api((rest) => {
      const resource = rest.root.getResource('mcp')!.addResource('a');
      resource.addMethod('GET', new MockIntegration());
      const child = resource.node.defaultChild as CfnResource;
      child.addPropertyOverride('ParentId', { Ref: Stack.of(rest).getLogicalId(child) });
    });
    expect(said(server)).toEqual([expect.stringMatching(/^method-place: Method \w+ is not served: the path of its resource is not known locally\.$/)]);
  });
});

test('a REST API that an OpenAPI definition makes is named where it leads to the function', () => {
  const { refused } = readServers(synth((app) => {
    const stack = new Stack(app, 'One');
    const uri = lambdaIn(stack).functionArn;
    new CfnRestApi(stack, 'Rest', { body: { paths: { '/mcp': { post: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri } } } } } });
  }));
  expect(refused.map(({ reason }) => reason)).toEqual(['it is reached through the OpenAPI definition of the REST API Rest, which dev does not serve yet']);
});
