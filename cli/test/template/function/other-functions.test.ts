import { Duration, Stack } from 'aws-cdk-lib';
import { CfnAuthorizer, HttpMethod, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaAuthorizerProps, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { CfnFunction, Code, Function as LambdaFunction, FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import { routeFacts } from '../../served-server';
import { code, PlainServer, served } from '../support';

/** A function without the adapter. */
function otherFunction(stack: Stack, props: Partial<FunctionProps> = {}): LambdaFunction {
  return new LambdaFunction(stack, 'Other', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromAsset(code()), ...props });
}

/** A server with a route `GET /other` to another function, and what is said about it. */
function beside(
  props: Partial<FunctionProps> = {}, change: (other: LambdaFunction, server: PlainServer) => void = () => undefined, format?: PayloadFormatVersion,
) {
  const { door, notices } = served((stack) => {
    const server = new PlainServer(stack, 'Server');
    const other = otherFunction(stack, props);
    const integration = new HttpLambdaIntegration('Other', other, { payloadFormatVersion: format });
    server.api.addRoutes({ path: '/other', methods: [HttpMethod.GET], integration });
    change(other, server);
  });
  return { door, route: door.routes[1], said: notices.map(({ id, message }) => `${id}: ${message}`) };
}

describe('a route to another function', () => {
  test('is served by it, with its settings', () => {
    const { door, route, said } = beside({ memorySize: 256, timeout: Duration.seconds(7), environment: { LEVEL: 'debug' } });
    const logicalId = expect.stringMatching(/^Other\w+$/);
    expect(route).toEqual(routeFacts('GET /other', { function: logicalId }));
    expect(door.functions).toEqual([expect.objectContaining({
      logicalId, functionName: logicalId, runtime: 'nodejs24.x', handler: 'index.handler', memoryMb: 256, timeoutSeconds: 7, environment: { LEVEL: 'debug' }, version: '$LATEST',
    })]);
    expect(said).toEqual([]);
  });

  test('is read once for several routes', () => {
    const { door } = beside({}, (other, { api }) => api.addRoutes({ path: '/more', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('More', other) }));
    expect(door.routes.map(({ function: name }) => name)).toEqual([undefined, door.functions[0].logicalId, door.functions[0].logicalId]);
    expect(door.functions).toHaveLength(1);
  });

  test('has notices of its own that name it', () => {
    const { said } = beside({ environment: { TABLE: 'x' } }, (other) => (other.node.defaultChild as CfnFunction).addPropertyOverride('Environment.Variables.TABLE', { 'Fn::ImportValue': 'Table' }));
    expect(said).toEqual([expect.stringMatching(/^unresolved-environment: Other\w+: TABLE is not set locally: /)]);
  });

  test.each<[string, string, ...Parameters<typeof beside>]>([
    ['a runtime of another language', 'which has the runtime "java21", and dev runs Node, Python and provided ones', { runtime: Runtime.JAVA_21 }],
    ['code in the template', 'which cannot be run: its code is inline in the template, and dev runs code of files', { code: Code.fromInline('exports.handler = () => {}') }],
    ['an image', 'which cannot be run: it is a container image', {}, (other) => (other.node.defaultChild as CfnFunction).addPropertyOverride('PackageType', 'Image')],
    ['another payload format', 'with the PayloadFormatVersion "1.0", and dev has "2.0"', {}, undefined, PayloadFormatVersion.VERSION_1_0],
  ])('is answered with 501 where it has %s', (_name, reason, ...parameters) => {
    const { door, route, said } = beside(...parameters);
    expect(route.unserved).toMatch(/^it leads to the function Other\w+,? w/);
    expect(route.unserved).toContain(reason);
    expect(said).toContain(`other-integration: Route GET /other is answered with 501: ${route.unserved}.`);
    expect(door.routes[0]).toEqual(routeFacts('POST /mcp'));
  });
});

/** A server with a Lambda authorizer on `POST /guarded`, and what is said about it. */
function guarded(props: HttpLambdaAuthorizerProps = {}, change: (authorizer: CfnAuthorizer) => void = () => undefined) {
  const { door, notices } = served((stack) => {
    const { api, integration } = new PlainServer(stack, 'Server');
    const authorizer = new HttpLambdaAuthorizer('Custom', otherFunction(stack), props);
    api.addRoutes({ path: '/guarded', methods: [HttpMethod.POST], integration, authorizer });
    change(stack.node.findAll().find((each): each is CfnAuthorizer => each instanceof CfnAuthorizer)!);
  });
  return { door, route: door.routes[1], said: notices.map(({ id, message }) => `${id}: ${message}`) };
}

describe('a Lambda authorizer', () => {
  test('is asked as the CDK has it by default', () => {
    const { door, route, said } = guarded();
    expect(route.guard).toEqual({
      kind: 'lambda',
      id: expect.any(String),
      function: door.functions[0].logicalId,
      identitySource: ['$request.header.Authorization'],
      payloadFormat: '1.0',
      simpleResponses: false,
      resultTtlSeconds: 300,
    });
    expect(said).toEqual([]);
  });

  test('is asked by its settings', () => {
    const { route } = guarded({ responseTypes: [HttpLambdaResponseType.SIMPLE], identitySource: ['$request.querystring.key', '$context.routeKey'], resultsCacheTtl: Duration.seconds(0) });
    expect(route.guard).toMatchObject({ payloadFormat: '2.0', simpleResponses: true, resultTtlSeconds: 0, identitySource: ['$request.querystring.key', '$context.routeKey'] });
  });

  test('keeps nothing where the template does not say for how long', () => {
    expect(guarded({}, (authorizer) => authorizer.addPropertyDeletionOverride('AuthorizerResultTtlInSeconds')).route.guard).toMatchObject({ resultTtlSeconds: 0 });
  });

  test.each<[string, string, (authorizer: CfnAuthorizer) => void]>([
    ['a function of another stack', 'whose AuthorizerUri is not known locally', (authorizer) => authorizer.addPropertyOverride('AuthorizerUri', { 'Fn::ImportValue': 'Uri' })],
    ['a variable of the stage', 'whose IdentitySource is ["$stageVariables.x"], and dev knows', (authorizer) => authorizer.addPropertyOverride('IdentitySource', ['$stageVariables.x'])],
    ['an identity that a deployment knows', 'whose IdentitySource is', (authorizer) => authorizer.addPropertyOverride('IdentitySource', [{ 'Fn::ImportValue': 'Source' }])],
    ['no payload format', 'whose AuthorizerPayloadFormatVersion must be "1.0" or "2.0" and is missing', (authorizer) => authorizer.addPropertyDeletionOverride('AuthorizerPayloadFormatVersion')],
    ['too long a time', 'whose AuthorizerResultTtlInSeconds must be 0 to 3600 and is 3601', (authorizer) => authorizer.addPropertyOverride('AuthorizerResultTtlInSeconds', 3601)],
    ['another type', ', which is not of type REQUEST', (authorizer) => authorizer.addPropertyOverride('AuthorizerType', 'JWT')],
  ])('refuses its route with 501 where it has %s', (_name, reason, change) => {
    const { route, said } = guarded({}, change);
    expect(route.unserved).toMatch(/^guarded by the (Lambda )?authorizer \w+,/);
    expect(route.unserved).toContain(reason);
    expect(said).toContain(`lambda-authorizer: POST /guarded: refused with 501: ${route.unserved}.`);
  });
});
