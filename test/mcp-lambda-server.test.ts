import { App, Aspects, Duration, IPropertyInjector, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { bootstrapDirectory, environmentOf, serverIn, templateWith } from './support';
import { McpAuth, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpServerCode } from '../src';

describe('the function', () => {
  test('runs the code on arm64 with 256 MB, 30 seconds and JSON platform logs by default', () => {
    templateWith().hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'provided.al2023',
      Handler: 'bootstrap',
      Architectures: ['arm64'],
      MemorySize: 256,
      Timeout: 30,
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: Match.stringLikeRegexp('^ServerLogGroup') } },
    });
  });

  test('takes memory, time-out, architecture and environment from the props', () => {
    const template = templateWith({
      memorySize: 1024,
      timeout: Duration.seconds(12),
      architecture: lambda.Architecture.X86_64,
      environment: { LOG_LEVEL: 'debug' },
    });
    template.hasResourceProperties('AWS::Lambda::Function', { Architectures: ['x86_64'], MemorySize: 1024, Timeout: 12 });
    expect(environmentOf(template)).toMatchObject({ LOG_LEVEL: 'debug' });
  });

  test('is told the public URL, so that the server can accept its host', () => {
    expect(environmentOf(templateWith())).toMatchObject({
      MCP_PUBLIC_URL: {
        'Fn::Join': ['', [
          'https://', { Ref: expect.stringMatching(/^ServerHttpApi/) }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/mcp',
        ]],
      },
    });
  });

  test('may write to its own log group and to no other', () => {
    const template = templateWith();
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServerLogGroup'), 'Arn'] },
        }],
      },
    });
  });

  test('is granted access like any other grantee', () => {
    const server = serverIn();
    new s3.Bucket(Stack.of(server), 'Bucket').grantRead(server);
    Template.fromStack(Stack.of(server)).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['s3:GetObject*']) })]) },
    });
  });
});

describe('the alias', () => {
  test('points to the current version and is called live', () => {
    templateWith().hasResourceProperties('AWS::Lambda::Alias', {
      Name: 'live',
      FunctionVersion: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServerFunctionCurrentVersion'), 'Version'] },
    });
  });

  test('takes another name', () => {
    templateWith({ aliasName: 'prod' }).hasResourceProperties('AWS::Lambda::Alias', { Name: 'prod' });
  });

  test('is what the API invokes, and it is not allowed to invoke the function beside it', () => {
    const template = templateWith();
    const alias = { Ref: Match.stringLikeRegexp('^ServerAlias') };
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', { IntegrationUri: alias });
    template.resourceCountIs('AWS::Lambda::Permission', 1);
    template.hasResourceProperties('AWS::Lambda::Permission', { FunctionName: alias, Principal: 'apigateway.amazonaws.com' });
  });
});

describe('the log group', () => {
  test('keeps logs for a month and outlives the stack', () => {
    templateWith().hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Retain' });
  });

  test('keeps logs as long as it is told', () => {
    templateWith({ logRetention: logs.RetentionDays.ONE_YEAR }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });
});

describe('the outputs', () => {
  const origin = ['https://', { Ref: Match.stringLikeRegexp('^ServerHttpApi') }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }];

  test('are the URLs of the API and of the MCP endpoint', () => {
    const template = templateWith();
    template.hasOutput('ServerApiEndpointE05FD53F', { Value: { 'Fn::Join': ['', origin] } });
    template.hasOutput('ServerMcpEndpoint24D80609', { Value: { 'Fn::Join': ['', [...origin, '/mcp']] } });
  });

  test('have the stage in them', () => {
    const template = templateWith({ endpoint: McpEndpoint.httpApi({ stageName: 'prod' }) });
    template.hasOutput('ServerApiEndpointE05FD53F', { Value: { 'Fn::Join': ['', [...origin, '/prod']] } });
    template.hasOutput('ServerMcpEndpoint24D80609', { Value: { 'Fn::Join': ['', [...origin, '/prod/mcp']] } });
  });
});

describe('the construct', () => {
  test('hands out the L2 constructs that it is made of', () => {
    const server = serverIn();
    expect(server.function).toBeInstanceOf(lambda.Function);
    expect(server.alias.lambda).toBe(server.function);
    expect(server.logGroup).toBeInstanceOf(logs.LogGroup);
    expect(server.httpApi?.apiId).toBeDefined();
    expect(server.node.defaultChild).toBe(server.function);
    expect(Stack.of(server).resolve(server.url)['Fn::Join'][1]).toContain('https://');
  });

  test('says whether everybody may call the server', () => {
    const jwt = McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['client'], scopes: ['use'] });
    expect(serverIn({ auth: McpAuth.none() }).publicAccess).toBe(true);
    expect(serverIn({ auth: jwt }).publicAccess).toBe(false);
  });

  test.each(['code', 'auth'])('asks for %s where a compiler did not', (setting) => {
    expect(() => serverIn({ [setting]: undefined })).toThrow(new RegExp(`^${setting}: got nothing, expected Mcp.* \\(at Stack/Server\\)$`));
  });

  test('takes strategies that other servers and other stacks use too', () => {
    const app = new App();
    const props: McpLambdaServerProps = {
      code: McpServerCode.asset(bootstrapDirectory()),
      auth: McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['client'], scopes: ['use'] }),
      endpoint: McpEndpoint.httpApi({ path: '/tools/mcp' }),
    };
    const stacks = ['One', 'Two'].map((id) => new Stack(app, id));
    for (const stack of stacks) {
      new McpLambdaServer(stack, 'First', props);
      new McpLambdaServer(stack, 'Second', props);
    }
    for (const stack of stacks) {
      Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Api', 2);
    }
  });

  test('takes part in property injection', () => {
    const app = new App();
    const injector: IPropertyInjector = {
      constructUniqueId: McpLambdaServer.PROPERTY_INJECTION_ID,
      inject: (props: McpLambdaServerProps) => ({ ...props, memorySize: 2048 }),
    };
    PropertyInjectors.of(app).add(injector);
    const stack = new Stack(app, 'Stack');
    new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none() });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { MemorySize: 2048 });
  });

  test('shows public access to Aspects', () => {
    const server = serverIn();
    Aspects.of(Stack.of(server)).add({
      visit(node) {
        if (node instanceof McpLambdaServer && node.publicAccess) {
          node.node.addMetadata('seen', node.publicAccess);
        }
      },
    });
    Template.fromStack(Stack.of(server));
    expect(server.node.metadata).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'seen', data: true })]));
  });
});
