import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { HttpApi, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration, WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Code, DockerImageCode, DockerImageFunction, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { code, PlainServer, synth } from './support';
import { UserError } from '../../src/errors';
import { chooseServer } from '../../src/template/choose-server';
import type { ServerChoice } from '../../src/template/choose-server';
import { readServers } from '../../src/template/read-servers';

const choose = (build: (app: App) => void, choice: ServerChoice = {}) => chooseServer(readServers(synth(build)), choice);

function mistake(build: (app: App) => void, choice: ServerChoice = {}): string {
  try {
    choose(build, choice);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

function two(app: App): void {
  new PlainServer(new Stack(app, 'One'), 'Notes');
  new PlainServer(new Stack(app, 'Two', { stackName: 'second' }), 'Maps');
}

test('the only server is taken', () => {
  expect(choose((app) => new PlainServer(new Stack(app, 'One'), 'Server')).name).toBe('Server');
});

test.each([
  [{ server: 'Maps' }, 'Maps'],
  [{ stack: 'One' }, 'Notes'],
  [{ stack: 'second', server: 'Maps' }, 'Maps'],
])('%j names one of several', (choice, name) => {
  expect(choose(two, choice).name).toBe(name);
});

test('several are listed as options to copy', () => {
  expect(mistake(two)).toBe([
    'There are several MCP servers; say which one:',
    '  --stack One --server Notes',
    '  --stack second --server Maps',
  ].join('\n'));
});

test.each([
  [{ server: 'Mops' }, '--server Mops'],
  [{ stack: 'Three' }, '--stack Three'],
  [{ stack: 'One', server: 'Maps' }, '--stack One --server Maps'],
])('%j names none, and the possible ones are listed', (choice, given) => {
  const message = mistake(two, choice);
  expect(message).toContain(`no MCP server for ${given}.`);
  expect(message).toContain('  --stack One --server Notes\n  --stack second --server Maps');
});

test('a server that cannot be served is named with the reason when it is asked for', () => {
  const message = mistake((app) => {
    two(app);
    const stack = new Stack(app, 'Third');
    const lambda = new LambdaFunction(stack, 'Socket', {
      runtime: Runtime.PROVIDED_AL2023, handler: 'bootstrap', code: Code.fromAsset(code()), environment: { AWS_LWA_PORT: '8080' },
    });
    new WebSocketApi(stack, 'Api', { defaultRouteOptions: { integration: new WebSocketLambdaIntegration('Integration', lambda) } });
  }, { server: 'Socket' });
  expect(message).toMatch(/Third Socket: it is reached through the WebSocket API \w+, which dev does not serve yet/);
});

describe('without any server', () => {
  test('the stacks that were read are named, and how a server is declared', () => {
    const message = mistake((app) => {
      new Stack(app, 'One');
      new Stack(app, 'Two');
    });
    expect(message).toContain('No MCP server was found in the stacks One, Two.');
    expect(message).toContain('new McpLambdaServer(this, \'Server\', {');
  });

  test('a function without the adapter is named', () => {
    const message = mistake((app) => new PlainServer(new Stack(app, 'One'), 'Server', { layers: [] }));
    expect(message).toContain('One Server: it does not run the Lambda Web Adapter (provided.al2023)');
  });

  test('a container image is named', () => {
    const message = mistake((app) => {
      const stack = new Stack(app, 'One');
      const image = new DockerImageFunction(stack, 'Image', {
        code: DockerImageCode.fromEcr(new Repository(stack, 'Images')), environment: { AWS_LWA_PORT: '8080' },
      });
      new HttpApi(stack, 'Api').addRoutes({ path: '/mcp', integration: new HttpLambdaIntegration('Integration', image) });
    });
    expect(message).toContain('One Image: it is a container image, and dev runs a function from its directory: start the server that is in it by a command of your own');
  });

  test('a nested stack is named', () => {
    const message = mistake((app) => new PlainServer(new NestedStack(new Stack(app, 'One'), 'Inner'), 'Server'));
    expect(message).toMatch(/One Inner\S*: it is a nested stack, which dev does not read yet/);
  });

  test('an app without a stack is named', () => {
    expect(mistake(() => undefined)).toContain('The app has no stacks.');
  });
});
