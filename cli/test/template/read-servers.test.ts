import { join } from 'node:path';
import { Aws, CfnCondition, CfnParameter, Duration, Fn, Lazy, SecretValue, Stack, StackProps, Stage } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi, HttpMethod, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration, WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Table, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { code, PlainServer, served, synth } from './support';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { existingFunction, imageDirectory } from '../../../test/support';
import { LOCAL_ORIGIN } from '../../src/template/model';
import { readServers } from '../../src/template/read-servers';
import { routesFor, stageFacts } from '../served-server';

describe('a server of this library', () => {
  test('is served with nothing to be said about it', () => {
    const server = served((stack) => new McpLambdaServer(stack, 'Server', {
      code: McpServerCode.asset(code()),
      auth: McpAuth.none(),
      endpoint: McpEndpoint.httpApi({ path: '/mcp' }),
    }));
    expect(server).toMatchObject({ name: 'Server', stack: 'Quickstart', door: { kind: 'http-api', mcpPath: '/mcp' } });
    expect(server.function.environment.MCP_PUBLIC_URL).toBe(`${LOCAL_ORIGIN}/mcp`);
    expect(server.door.routes.every(({ unserved }) => unserved === undefined)).toBe(true);
    expect(server.notices).toEqual([]);
  });
});

describe('the function', () => {
  test('has the facts of the template', () => {
    const { function: lambda } = served((stack) => new PlainServer(stack, 'Server', {
      functionName: 'tools',
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(20),
      runtime: Runtime.NODEJS_22_X,
      handler: 'run.sh',
    }));
    expect(lambda).toMatchObject({
      functionName: 'tools', architecture: 'arm64', memoryMb: 512, timeoutSeconds: 20, runtime: 'nodejs22.x', handler: 'run.sh',
    });
  });

  test('has Lambda\'s defaults for what the template leaves out', () => {
    const { function: lambda } = served((stack) => new PlainServer(stack, 'Server'));
    expect(lambda).toMatchObject({ functionName: lambda.logicalId, architecture: 'x86_64', memoryMb: 128, timeoutSeconds: 3 });
  });

  test('has its code in the directory of the asset', () => {
    const assembly = synth((app) => new PlainServer(new Stack(app, 'One'), 'Server'));
    const [{ function: lambda }] = readServers(assembly).servers;
    expect(lambda.codeDirectory).toMatch(new RegExp(`^${join(assembly, 'asset.')}[0-9a-f]{64}$`));
  });

  test('has no directory where it is a container image, in whose place a command is started', () => {
    const assembly = synth((app) => new McpLambdaServer(new Stack(app, 'One'), 'Server', { code: McpServerCode.image(imageDirectory()), auth: McpAuth.none() }));
    const { servers: [{ function: lambda, notices }] } = readServers(assembly, { ownCommand: true });
    expect(lambda).toMatchObject({ codeDirectory: undefined, runtime: '', memoryMb: 1024, adapter: { port: 8080 } });
    expect(notices).toEqual([]);
    expect(readServers(assembly)).toMatchObject({ servers: [], refused: [{ reason: expect.stringContaining('it is a container image') }] });
  });

  test('may be the user\'s own, which a server has been made of', () => {
    const server = served((stack) => new McpLambdaServer(stack, 'Server', { code: McpServerCode.existing(existingFunction(stack)), auth: McpAuth.none() }));
    expect(server.function.environment).toMatchObject({ AWS_LWA_PORT: '8080', MCP_PUBLIC_URL: `${LOCAL_ORIGIN}/mcp` });
    expect(server.name).toBe('Existing');
  });

  test('is found through a version as through an alias or without either', () => {
    const { door } = served((stack) => {
      const { function: lambda, api } = new PlainServer(stack, 'Server');
      api.addRoutes({ path: '/version', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Version', lambda.currentVersion) });
      api.addRoutes({ path: '/function', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Plain', lambda) });
    });
    expect(door.routes).toEqual(routesFor('POST /mcp', 'GET /version', 'GET /function'));
  });

  test('is found through an invocation path that is put together', () => {
    const { door } = served((stack) => {
      const { alias, cfn } = new PlainServer(stack, 'Server');
      cfn.integration.integrationUri = Fn.sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${arn}/invocations', { arn: alias.functionArn });
    });
    expect(door.routes).toEqual(routesFor('POST /mcp'));
  });

  test('is recognised by the adapter\'s port where the adapter is in the package', () => {
    expect(served((stack) => new PlainServer(stack, 'Server', { layers: [], environment: { AWS_LWA_PORT: '9000' } })).function.adapter.port).toBe(9000);
  });
});

describe('the adapter', () => {
  test('has its own defaults', () => {
    expect(served((stack) => new PlainServer(stack, 'Server')).function.adapter)
      .toEqual({ port: 8080, readinessPath: '/', invokeMode: 'buffered' });
  });

  test('has the settings of the environment', () => {
    const environment = {
      PORT: '3000',
      AWS_LWA_READINESS_CHECK_PATH: '/healthz',
      AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS: '9',
      AWS_LWA_REMOVE_BASE_PATH: '/mcp',
      AWS_LWA_INVOKE_MODE: 'RESPONSE_STREAM',
    };
    expect(served((stack) => new PlainServer(stack, 'Server', { environment })).function.adapter)
      .toEqual({ port: 3000, readinessPath: '/healthz', readinessTimeoutSeconds: 9, removeBasePath: '/mcp', invokeMode: 'response_stream' });
  });
});

describe('the environment', () => {
  test('has the local origin for the API\'s own, however it is put together', () => {
    const { function: lambda, notices } = served((stack) => {
      const { function: each, api } = new PlainServer(stack, 'Server');
      each.addEnvironment('JOINED', `https://${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/prod/mcp`);
      each.addEnvironment('ATTRIBUTE', api.apiEndpoint);
      each.addEnvironment('DEFAULT_STAGE', Lazy.string({ produce: () => api.url }));
    });
    expect(lambda.environment).toEqual({ JOINED: `${LOCAL_ORIGIN}/prod/mcp`, ATTRIBUTE: LOCAL_ORIGIN, DEFAULT_STAGE: `${LOCAL_ORIGIN}/` });
    expect(notices).toEqual([]);
  });

  test('has the values that parameters and conditions lead to', () => {
    const { function: lambda } = served((stack) => {
      const size = new CfnParameter(stack, 'Size', { default: 'large' });
      const large = new CfnCondition(stack, 'Large', { expression: Fn.conditionEquals(size, 'large') });
      const environment = { SIZE: size.valueAsString, MODE: Fn.conditionIf(large.logicalId, 'many', 'few').toString(), REGION: stack.region };
      new PlainServer(stack, 'Server', { environment });
    });
    expect(lambda.environment).toEqual({ SIZE: 'large', MODE: 'many', REGION: 'us-east-1' });
  });

  test('leaves out what only a deployment knows, and says which variable and why', () => {
    const { function: lambda, notices } = served((stack) => new PlainServer(stack, 'Server', {
      environment: { KEPT: 'yes', PEER: Fn.importValue('Peer:Url'), KEY: SecretValue.ssmSecure('/key').unsafeUnwrap() },
    }));
    expect(lambda.environment).toEqual({ KEPT: 'yes' });
    expect(notices).toEqual([
      { id: 'unresolved-environment', message: 'PEER is not set locally: another stack exports it as "Peer:Url".' },
      { id: 'unresolved-environment', message: 'KEY is not set locally: it is the dynamic reference {{resolve:ssm-secure:/key}}.' },
    ].sort((a, b) => a.message < b.message ? -1 : 1));
  });

  test('names a resource that does not exist locally', () => {
    const { function: lambda, notices } = served((stack) => {
      const table = new Table(stack, 'Notes', { partitionKey: { name: 'id', type: AttributeType.STRING } });
      new PlainServer(stack, 'Server', { environment: { TABLE: table.tableName, LITERAL: 'local-dev' } });
    });
    expect(lambda.environment.TABLE).toMatch(/^local-Notes/);
    expect(notices).toEqual([{ id: 'resource-environment', message: expect.stringMatching(/^TABLE is "local-Notes\w+" locally: it names the AWS::DynamoDB::Table/) }]);
  });
});

describe('the HTTP API', () => {
  test('has its stages, the named one first, and its path below that one', () => {
    const { door, notices } = served((stack) => new PlainServer(stack, 'Server').api.addStage('Prod', { stageName: 'prod', autoDeploy: true, throttle: { rateLimit: 5, burstLimit: 9 } }));
    expect(door.stages).toEqual([stageFacts({ name: 'prod', throttle: { rateLimit: 5, burstLimit: 9 } }), stageFacts()]);
    expect(door.mcpPath).toBe('/prod/mcp');
    expect(notices).toEqual([]);
  });

  test('has its CORS configuration', () => {
    const { door } = served((stack) => {
      const api = new HttpApi(stack, 'Api', { corsPreflight: { allowOrigins: ['https://example.com'], allowMethods: [CorsHttpMethod.POST], allowHeaders: ['Accept'], allowCredentials: true, maxAge: Duration.minutes(1) } });
      api.addRoutes({ path: '/mcp', integration: new HttpLambdaIntegration('I', unreached(stack)) });
    });
    expect(door.cors).toEqual({
      allowOrigins: ['https://example.com'], allowMethods: ['POST'], allowHeaders: ['Accept'], exposeHeaders: [], allowCredentials: true, maxAgeSeconds: 60,
    });
  });
});

describe('the place', () => {
  const regionOf = (props: StackProps) => readServers(synth((app) => new PlainServer(new Stack(app, 'One', props), 'Server'))).servers[0].region;

  test('is the region of the stack', () => {
    expect(regionOf({ env: { account: '111111111111', region: 'eu-west-1' } })).toBe('eu-west-1');
  });

  test('is us-east-1 where the stack does not say its region', () => {
    expect(regionOf({})).toBe('us-east-1');
  });
});

describe('names', () => {
  test('are the construct path below the stack', () => {
    const { servers } = readServers(synth((app) => {
      const stack = new Stack(app, 'Quickstart');
      new PlainServer(new PlainServer(stack, 'Team'), 'Server');
      new PlainServer(new Stack(new Stage(app, 'Prod'), 'Quickstart'), 'Server');
    }));
    expect(servers.map(({ stack, name }) => `${stack} ${name}`).sort())
      .toEqual(['Prod-Quickstart Server', 'Quickstart Team', 'Quickstart Team/Server']);
  });
});

describe('what is no server', () => {
  const reasons = (build: (stack: Stack) => void) => readServers(synth((app) => build(new Stack(app, 'One')))).refused.map(({ reason }) => reason);

  test('a function without the adapter', () => {
    expect(reasons((stack) => new PlainServer(stack, 'Server', { layers: [] }))).toEqual([expect.stringContaining('does not run the Lambda Web Adapter')]);
  });

  test('a function that no API leads to', () => {
    expect(reasons((stack) => unreached(stack))).toEqual(['no HTTP API, REST API or function URL of its stack leads to it, and dev does not look for one in other stacks']);
  });

  test('a function behind a WebSocket API', () => {
    expect(reasons((stack) => {
      const integration = new WebSocketLambdaIntegration('Integration', unreached(stack));
      new WebSocketApi(stack, 'Socket', { defaultRouteOptions: { integration } });
    })).toEqual([expect.stringMatching(/^it is reached through the WebSocket API Socket\w+, which dev does not serve yet$/)]);
  });

  test('a function whose code is in the template', () => {
    expect(reasons((stack) => new PlainServer(stack, 'Server', { code: Code.fromInline('1'), runtime: Runtime.NODEJS_22_X })))
      .toEqual([expect.stringContaining('its code is inline')]);
  });
});

function unreached(stack: Stack): LambdaFunction {
  return new LambdaFunction(stack, 'Unreached', {
    runtime: Runtime.PROVIDED_AL2023, handler: 'bootstrap', code: Code.fromAsset(code()), environment: { AWS_LWA_PORT: '8080' },
  });
}
