import { Aws, CfnResource, Duration, Lazy, SecretValue, Stack } from 'aws-cdk-lib';
import {
  ApiKey, ApiKeySourceType, AuthorizationType, CfnAuthorizer, CfnMethod, CfnRestApi, CfnUsagePlan, Cors, EndpointType, IAuthorizer, IdentitySource,
  LambdaIntegration, LambdaIntegrationOptions, LambdaRestApi, Method, MockIntegration, Period, RequestAuthorizer, ResponseTransferMode, ResponseType,
  RestApi, RestApiProps, TokenAuthorizer, UsagePlanProps,
} from 'aws-cdk-lib/aws-apigateway';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { VARIABLES } from '../../../../src/authorizer/handler/wire';
import { CLIENTS_VARIABLE, TOKEN_VARIABLES } from '../../../src/template/function/token-variables';
import { LOCAL_ORIGIN } from '../../../src/template/model';
import { readServers } from '../../../src/template/read-servers';
import { restRouteFacts, stageFacts } from '../../served-server';
import { code, servedByRest, synth } from '../support';

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

/** The alias that the method `POST /mcp` invokes. */
const live = (lambda: LambdaFunction) => Stack.of(lambda).node.findAll().find((each): each is Alias => each instanceof Alias)!;

const said = ({ notices }: ReturnType<typeof api>) => notices.map(({ id, message }) => `${id}: ${message}`);

describe('a REST API', () => {
  test('is served with nothing to be said about it, through the alias and below its stage', () => {
    const { door, function: lambda, notices } = api();
    expect(door).toEqual({
      kind: 'rest-api',
      logicalId: expect.stringMatching(/^Rest/),
      stages: [stageFacts({ name: 'prod' })],
      routes: [restRouteFacts('POST /mcp')],
      functions: [],
      apiKeys: [],
      keySource: 'header',
      usagePlans: [],
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
    ['a Cognito authorizer', 'cognito-authorizer', (_rest, method) => { method.authorizationType = AuthorizationType.COGNITO; }],
    ['an authorizer', 'authorizer', (_rest, method) => { method.authorizationType = SecretValue.ssmSecure('/type').unsafeUnwrap(); }],
    ['the Policy of the REST API', 'resource-policy', (rest) => {
      const statement = new PolicyStatement({ actions: ['execute-api:Invoke'], principals: [new AnyPrincipal()], resources: ['*'] });
      (rest.node.defaultChild as CfnRestApi).policy = new PolicyDocument({ statements: [statement] });
    }],
  ])('refuses what is guarded by %s', (guard, id, change) => {
    const server = api((rest) => change(rest, rest.node.findAll().find((each): each is CfnMethod => each instanceof CfnMethod)!));
    expect(server.door.routes[0].unserved).toMatch(new RegExp(`^guarded by ${guard}.*, which dev does not check$`));
    expect(said(server)).toEqual([expect.stringMatching(new RegExp(`^${id}: POST /mcp: refused with 501: guarded by ${guard}`))]);
  });

  test('has a method checked that asks for signatures', () => {
    const server = api((rest, lambda) => rest.root.addMethod('GET', new LambdaIntegration(live(lambda)), { authorizationType: AuthorizationType.IAM, apiKeyRequired: true }));
    expect(server.door.routes).toContainEqual(restRouteFacts('GET /', { guard: { kind: 'iam' }, asksForKey: true }));
  });

  test.each<[string, (rest: RestApi, lambda: LambdaFunction, stack: Stack) => void]>([
    ['it streams (ResponseTransferMode STREAM), and the function does not: AWS_LWA_INVOKE_MODE must be response_stream', (rest, lambda) =>
      rest.root.addMethod('GET', new LambdaIntegration(lambda, { responseTransferMode: ResponseTransferMode.STREAM }))],
    ['it streams (ResponseTransferMode STREAM), and its Uri does not end with /response-streaming-invocations', (rest, lambda) => {
      const method = rest.root.addMethod('GET', new LambdaIntegration(lambda));
      (method.node.defaultChild as CfnMethod).addPropertyOverride('Integration.ResponseTransferMode', 'STREAM');
    }],
    ['which has the runtime "java21", and dev runs Node', (rest, _lambda, stack) => {
      const other = lambdaIn(stack, 'Other', {});
      (other.node.defaultChild as CfnResource).addPropertyOverride('Runtime', 'java21');
      rest.root.addMethod('GET', new LambdaIntegration(other));
    }],
    ['and dev streams the server\'s answers alone', (rest, _lambda, stack) =>
      rest.root.addMethod('GET', new LambdaIntegration(lambdaIn(stack, 'Other', {}), { responseTransferMode: ResponseTransferMode.STREAM }))],
    ['its integration has a Type that is "AWS"', (rest, lambda) => rest.root.addMethod('GET', new LambdaIntegration(lambda, { proxy: false }))],
  ])('refuses a method where %s', (reason, build) => {
    const { door } = api((rest, lambda) => build(rest, lambda, Stack.of(rest)));
    expect(door.routes.find(({ key }) => key === 'GET /')?.unserved).toContain(reason);
    expect(door.mcpPath).toBe('/prod/mcp');
  });

  test('leads a method to a function beside the server', () => {
    const { door } = api((rest) => rest.root.addMethod('GET', new LambdaIntegration(lambdaIn(Stack.of(rest), 'Other', {}))));
    const [{ logicalId }] = door.functions;
    expect(logicalId).toMatch(/^Other/);
    expect(door.routes.find(({ key }) => key === 'GET /')).toEqual(restRouteFacts('GET /', { function: logicalId }));
  });

  const checking = (environment: Record<string, string>) => {
    const { door } = api((rest, lambda) => {
      const handler = lambdaIn(Stack.of(lambda), 'Check', environment);
      const authorizer = new TokenAuthorizer(rest, 'Authorizer', { handler });
      rest.root.addMethod('GET', new LambdaIntegration(lambda), { authorizer });
    });
    const guard = door.routes.find(({ key }) => key === 'GET /')?.guard;
    return guard?.kind === 'rest-lambda' ? guard.tokens : guard;
  };

  test('has a token check of the library where the authorizer\'s environment says which tokens it lets in', () => {
    expect([...Object.values(TOKEN_VARIABLES), CLIENTS_VARIABLE].sort()).toEqual(Object.values(VARIABLES).sort());
    expect(checking({ JWT_ISSUER: 'https://login.example.com/', JWT_AUDIENCE: '["api"]', JWT_SCOPES: '["use"]' })).toEqual({
      kind: 'jwt',
      name: expect.stringMatching(/Authorizer/),
      identitySource: ['method.request.header.Authorization'],
      issuer: 'https://login.example.com/',
      audience: ['api'],
      scopes: ['use'],
    });
  });

  test.each<[string, Record<string, string>]>([
    ['has no issuer', { JWT_AUDIENCE: '["api"]', JWT_SCOPES: '[]' }],
    ['has an issuer without https', { JWT_ISSUER: 'http://login.example.com', JWT_AUDIENCE: '["api"]', JWT_SCOPES: '[]' }],
    ['has no scopes', { JWT_ISSUER: 'https://login.example.com', JWT_AUDIENCE: '["api"]' }],
    ['has an audience that is no list', { JWT_ISSUER: 'https://login.example.com', JWT_AUDIENCE: 'api', JWT_SCOPES: '[]' }],
  ])('has an authorizer like any other where its environment %s', (_name, environment) => {
    expect(checking(environment)).toBeUndefined();
  });

  test('without a stage answers nothing, and says so', () => {
    const server = api(undefined, { deploy: false });
    expect(server.door.stages).toEqual([]);
    expect(said(server)).toEqual(['no-stage: The REST API has no stage in this template, so it answers nothing, on AWS as here.']);
  });

  test('has the answers that a mock makes, with the local URL in place of its own', () => {
    const server = api((rest) => {
      const url = `https://${rest.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/prod/mcp`;
      const integration = new MockIntegration({
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        integrationResponses: [{
          statusCode: '200',
          responseTemplates: { 'application/json': `{"resource":"${url}"}` },
          responseParameters: { 'method.response.header.Cache-Control': '\'max-age=60\'' },
        }],
      });
      const methodResponses = [{ statusCode: '200', responseParameters: { 'method.response.header.Cache-Control': true } }];
      rest.root.addResource('discovery').addMethod('GET', integration, { methodResponses });
      rest.addGatewayResponse('Unauthorized', { type: ResponseType.UNAUTHORIZED, responseHeaders: { 'WWW-Authenticate': `'Bearer resource_metadata="${url}"'` } });
    });
    expect(server.door.routes).toContainEqual(restRouteFacts('GET /discovery', {
      mock: {
        status: 200,
        headers: ['cache-control', 'max-age=60'],
        body: { mediaType: 'application/json', text: `{"resource":"${LOCAL_ORIGIN}/prod/mcp"}` },
      },
    }));
    expect(server.door.gatewayResponses).toEqual([{ type: 'UNAUTHORIZED', headers: ['www-authenticate', `Bearer resource_metadata="${LOCAL_ORIGIN}/prod/mcp"`] }]);
    expect(server.notices).toEqual([]);
  });

  test.each(['$input.body', '#set($a = 1)', '## no text', '${context.path}', '\\$'])('refuses a mock whose template has something to evaluate: %s', (template) => {
    const server = api((rest) => rest.root.addMethod('GET', new MockIntegration({
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': template } }],
    }), { methodResponses: [{ statusCode: '200' }] }));
    expect(server.door.routes.find(({ key }) => key === 'GET /')?.unserved).toContain('its ResponseTemplates must be fixed values');
  });

  describe('with a Lambda authorizer', () => {
    type Make = (stack: Stack, handler: LambdaFunction) => IAuthorizer;
    const guarded = (make: Make, change: (authorizer: CfnAuthorizer) => void = () => {}) => api((rest, lambda) => {
      const stack = Stack.of(rest);
      const handler = new LambdaFunction(stack, 'Decides', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromAsset(code()) });
      rest.root.addMethod('GET', new LambdaIntegration(live(lambda)), { authorizer: make(stack, handler) });
      change(stack.node.findAll().find((each): each is CfnAuthorizer => each instanceof CfnAuthorizer)!);
    });
    const guardIn = ({ door }: ReturnType<typeof api>) => door.routes.find(({ key }) => key === 'GET /');

    test('of type TOKEN has it asked, and its function is run', () => {
      const server = guarded((stack, handler) => new TokenAuthorizer(stack, 'Token', { handler, validationRegex: '^Bearer .+$', resultsCacheTtl: Duration.minutes(1) }));
      expect(guardIn(server)?.guard).toEqual({
        kind: 'rest-lambda',
        id: expect.stringMatching(/^Token/),
        function: expect.stringMatching(/^Decides/),
        type: 'TOKEN',
        identitySource: ['method.request.header.Authorization'],
        validation: '^Bearer .+$',
        resultTtlSeconds: 60,
      });
      expect(server.door.functions.map(({ logicalId }) => logicalId)).toEqual([expect.stringMatching(/^Decides/)]);
      expect(server.notices).toEqual([]);
    });

    test('of type REQUEST has it asked by its sources, and its answers are kept for 5 minutes', () => {
      const identitySources = [IdentitySource.header('Authorization'), IdentitySource.queryString('key'), IdentitySource.context('path')];
      const server = guarded((stack, handler) => new RequestAuthorizer(stack, 'Request', { handler, identitySources }));
      expect(guardIn(server)?.guard).toMatchObject({
        type: 'REQUEST',
        identitySource: ['method.request.header.Authorization', 'method.request.querystring.key', 'context.path'],
        resultTtlSeconds: 300,
      });
    });

    test.each<[string, (authorizer: CfnAuthorizer) => void]>([
      ['whose IdentitySource is "stageVariables.x"', (authorizer) => { authorizer.identitySource = 'stageVariables.x'; }],
      ['whose IdentitySource is missing', (authorizer) => { authorizer.identitySource = undefined; }],
      ['whose IdentityValidationExpression is "(", which is no regular expression', (authorizer) => { authorizer.identityValidationExpression = '('; }],
      ['whose AuthorizerResultTtlInSeconds must be 0 to 3600 and is 3601', (authorizer) => { authorizer.authorizerResultTtlInSeconds = 3601; }],
      ['whose Type is "COGNITO_USER_POOLS"', (authorizer) => { authorizer.type = 'COGNITO_USER_POOLS'; }],
      ['whose AuthorizerUri is "arn:elsewhere", which names no function of this template', (authorizer) => { authorizer.authorizerUri = 'arn:elsewhere'; }],
    ])('%s is refused', (why, change) => {
      const server = guarded((stack, handler) => new TokenAuthorizer(stack, 'Token', { handler }), change);
      expect(guardIn(server)).not.toHaveProperty('guard');
      expect(guardIn(server)).toMatchObject({ unserved: expect.stringContaining(why), withoutGuard: {} });
      expect(said(server)).toContainEqual(expect.stringMatching(/^lambda-authorizer: GET \/: refused with 501: guarded by the (?:Lambda )?authorizer Token/));
    });

    test('that is not in the template is refused', () => {
      const server = api((rest) => {
        rest.node.findAll().find((each): each is CfnMethod => each instanceof CfnMethod)!.authorizationType = AuthorizationType.CUSTOM;
      });
      expect(said(server)).toEqual(['lambda-authorizer: POST /mcp: refused with 501: guarded by a Lambda authorizer that is not in this template.']);
    });
  });

  describe('that asks for a key', () => {
    const keyed = (build: (rest: RestApi) => void, props: RestApiProps = {}) => api((rest, lambda) => {
      rest.root.addMethod('GET', new LambdaIntegration(live(lambda)), { apiKeyRequired: true });
      build(rest);
    }, props);
    const plan = (rest: RestApi, value?: string, props: UsagePlanProps = {}) => {
      const usagePlan = rest.addUsagePlan('Plan', { apiStages: [{ stage: rest.deploymentStage }], ...props });
      usagePlan.addApiKey(new ApiKey(Stack.of(rest), 'Key', { value }));
      return usagePlan.node.defaultChild as CfnUsagePlan;
    };

    test('takes those that a usage plan lets in', () => {
      const server = keyed((rest) => plan(rest, 'a-key-of-twenty-letters'));
      expect(server.door.routes).toContainEqual(restRouteFacts('GET /', { asksForKey: true }));
      expect(server.door.apiKeys).toEqual([{ id: expect.stringMatching(/^Key/), value: 'a-key-of-twenty-letters', stages: [{ name: 'prod', plan: expect.stringMatching(/^RestPlan/) }] }]);
      expect(server.door.usagePlans).toEqual([{ id: expect.stringMatching(/^RestPlan/), methodThrottles: [] }]);
      expect(said(server)).toEqual([]);
    });

    test('has the limits of the plan: for all methods, for one, and in a period', () => {
      const server = keyed((rest) => plan(rest, 'a-key-of-twenty-letters', {
        throttle: { rateLimit: 2.5, burstLimit: 5 },
        quota: { limit: 100, period: Period.WEEK, offset: 1 },
        apiStages: [{
          stage: rest.deploymentStage,
          throttle: [
            { method: rest.root.getResource('mcp')!.node.findChild('POST') as Method, throttle: { rateLimit: 1 } },
            { method: rest.root.node.findChild('GET') as Method, throttle: { burstLimit: 3 } },
          ],
        }],
      }));
      expect(server.door.usagePlans).toEqual([{
        id: expect.stringMatching(/^RestPlan/),
        throttle: { rateLimit: 2.5, burstLimit: 5 },
        methodThrottles: [{ stage: 'prod', key: 'POST /mcp', rateLimit: 1 }, { stage: 'prod', key: 'GET /', burstLimit: 3 }],
        quota: { limit: 100, period: 'WEEK', offset: 1 },
      }]);
      expect(said(server)).toEqual([]);
    });

    test.each<[string, (cfn: CfnUsagePlan) => void, string]>([
      ['whose period is none', (cfn) => cfn.addPropertyOverride('Quota.Period', 'YEAR'), 'Quota: Period is "YEAR". Locally there is no such limit.'],
      ['whose limit is none', (cfn) => cfn.addPropertyOverride('Quota.Limit', 'many'), 'Quota: Limit is "many", and AWS takes whole numbers from 0 on'],
      ['that begins too late', (cfn) => cfn.addPropertyOverride('Quota.Offset', 1), 'Quota: Offset is 1, and AWS takes whole numbers from 0 to 0: it would refuse the deployment. Locally it is 0.'],
      ['for a method that is none', (cfn) => cfn.addPropertyOverride('ApiStages.0.Throttle', { '/other/GET': { RateLimit: 1 } }), 'Throttle names "/other/GET", which is no method of the API.'],
      ['with a property that is new', (cfn) => cfn.addPropertyOverride('Throttle.Sparkle', 1), 'Throttle.Sparkle is not applied locally.'],
    ])('says what of a plan is not applied: a limit %s', (_name, change, message) => {
      const server = keyed((rest) => change(plan(rest, 'a-key-of-twenty-letters', { quota: { limit: 10, period: Period.DAY }, throttle: { rateLimit: 1 } })));
      expect(said(server)).toEqual([expect.stringContaining(`${message}`)]);
    });

    test('takes the local id of one whose value only a deployment makes', () => {
      const server = keyed((rest) => plan(rest), { apiKeySourceType: ApiKeySourceType.AUTHORIZER });
      const [{ id, value }] = server.door.apiKeys;
      expect([value, server.door.keySource]).toEqual([`local-${id}`, 'authorizer']);
      expect(said(server)).toContain(`api-key: API key ${id}: only a deployment makes its value. Locally it is "local-${id}".`);
    });

    test('and has none that is let in says so', () => {
      const server = keyed((rest) => new ApiKey(Stack.of(rest), 'Key'));
      expect(server.door.apiKeys).toEqual([]);
      expect(said(server)).toEqual([expect.stringMatching(/^api-key: Methods ask for an API key, and the template has none/)]);
    });
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
