import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnPermission, CfnUrl, Code, Function as LambdaFunction, FunctionUrlAuthType, FunctionUrlOptions, InvokeMode, Runtime } from 'aws-cdk-lib/aws-lambda';
import { code, servedByUrl } from './support';
import { routeFacts } from '../served-server';

interface Options extends FunctionUrlOptions {
  readonly adapterStreams?: boolean;
  readonly onAlias?: boolean;
}

/** A function URL, and what a test changes. */
const url = ({ adapterStreams = false, onAlias = true, ...options }: Options = {}, change?: (stack: Stack) => void) => servedByUrl((stack) => {
  const lambda = new LambdaFunction(stack, 'Function', {
    runtime: Runtime.PROVIDED_AL2023,
    handler: 'bootstrap',
    code: Code.fromAsset(code()),
    environment: { AWS_LWA_PORT: '8080', ...adapterStreams ? { AWS_LWA_INVOKE_MODE: 'response_stream' } : {} },
  });
  (onAlias ? lambda.addAlias('live') : lambda).addFunctionUrl({ authType: FunctionUrlAuthType.NONE, ...options });
  change?.(stack);
});

const said = ({ notices }: ReturnType<typeof url>) => notices.map(({ id, message }) => `${id}: ${message}`);

const all = <Type extends CfnResource>(stack: Stack, kind: new (...args: never[]) => Type) =>
  stack.node.findAll().filter((each): each is Type => each instanceof kind);

const OPEN = routeFacts('$default', { integrationTimeoutMs: 900_000 });

test('a function URL is served with nothing to be said about it, through the alias', () => {
  const { door, function: lambda, notices } = url();
  expect(door).toEqual({
    kind: 'function-url', logicalId: expect.stringMatching(/FunctionUrl/), routes: [OPEN], functions: [], streams: false, cors: undefined, mcpPath: '/mcp',
  });
  expect(lambda).toMatchObject({ alias: 'live', version: '1' });
  expect(notices).toEqual([]);
});

test('a function URL of the function itself invokes what is newest', () => {
  const { function: lambda, notices } = url({ onAlias: false });
  expect([lambda.alias, lambda.version]).toEqual([undefined, '$LATEST']);
  expect(notices).toEqual([]);
});

test('CORS is read', () => {
  expect(url({ cors: { allowedOrigins: ['https://a.example'], allowCredentials: true } }).door.cors)
    .toEqual({ allowOrigins: ['https://a.example'], allowMethods: ['*'], allowHeaders: [], exposeHeaders: [], allowCredentials: true });
});

test('a URL that streams needs an adapter that does', () => {
  const both = url({ invokeMode: InvokeMode.RESPONSE_STREAM, adapterStreams: true });
  expect([both.door.streams, both.door.routes, both.notices]).toEqual([true, [OPEN], []]);
  const urlAlone = url({ invokeMode: InvokeMode.RESPONSE_STREAM });
  expect(urlAlone.door.routes[0].unserved).toMatch(/^its InvokeMode is RESPONSE_STREAM, and the function does not stream/);
  expect(said(urlAlone)).toEqual([expect.stringMatching(/^invoke-mode: The function URL \w+: refused with 501: its InvokeMode is RESPONSE_STREAM/)]);
  const adapterAlone = url({ adapterStreams: true });
  expect(adapterAlone.door.routes).toEqual([OPEN]);
  expect(said(adapterAlone)).toEqual([expect.stringMatching(/^invoke-mode: AWS_LWA_INVOKE_MODE is response_stream, and this API does not stream/)]);
});

test('IAM authorization is checked, and needs no permission for everybody', () => {
  const { door, notices } = url({ authType: FunctionUrlAuthType.AWS_IAM });
  expect([door.routes, door.forbidden, notices]).toEqual([[{ ...OPEN, guard: { kind: 'iam' } }], undefined, []]);
});

test('any other authorization is refused by name', () => {
  const server = url({}, (stack) => all(stack, CfnUrl)[0].addPropertyOverride('AuthType', 'SPARKLE'));
  expect(server.door.routes).toEqual([{ ...OPEN, unserved: 'guarded by an AuthType that is "SPARKLE", which dev does not check', withoutGuard: {} }]);
  expect(said(server)).toEqual([expect.stringMatching(/^authorizer: The function URL \w+: refused with 501: guarded by an AuthType that is "SPARKLE"/)]);
});

describe('without both permissions for everybody nobody may call it', () => {
  test.each([
    ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunctionUrl (with FunctionUrlAuthType NONE)'],
    ['lambda:InvokeFunction', 'lambda:InvokeFunction (with InvokedViaFunctionUrl)'],
  ])('%s', (action, missing) => {
    const server = url({}, (stack) => all(stack, CfnPermission).find((each) => each.action === action)!.principal = 'events.amazonaws.com');
    expect(server.door.forbidden).toBe(`its AWS::Lambda::Permission for everybody is missing, ${missing}`);
    expect(said(server)).toEqual([expect.stringMatching(/^no-permission: The function URL \w+ answers 403 to everybody, on AWS as here: /)]);
  });

  test('those for the function do not hold for its alias', () => {
    const server = url({}, (stack) => all(stack, CfnPermission).forEach((each) => {
      each.functionName = stack.resolve((stack.node.findChild('Function') as LambdaFunction).functionArn);
    }));
    expect(server.door.forbidden).toMatch(/lambda:InvokeFunctionUrl .* and lambda:InvokeFunction /);
  });
});

test('a property that a function URL does not have yet is named', () => {
  expect(said(url({}, (stack) => all(stack, CfnUrl)[0].addPropertyOverride('Sparkle', 'much')))).toEqual([expect.stringMatching(/: Sparkle is not applied locally\.$/)]);
});
