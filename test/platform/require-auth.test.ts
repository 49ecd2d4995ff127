import { App, Aspects, IPropertyInjector, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { McpAuth, McpLambdaServer, McpLambdaServerProps, McpRequireAuth, McpRequireAuthOptions, McpServerCode } from '../../src';
import { bootstrapDirectory } from '../support';

/** The errors of an app that requires an auth, by the construct that has them. */
function errorsWith(auth: McpAuth, options?: McpRequireAuthOptions, injector?: IPropertyInjector): { id: string; message: string }[] {
  const app = new App();
  Aspects.of(app).add(new McpRequireAuth(options));
  const stack = new Stack(app, 'Stack');
  if (injector) {
    PropertyInjectors.of(stack).add(injector);
  }
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth });
  return Annotations.fromStack(stack).findError('*', Match.anyValue()).map(({ id, entry }) => ({ id, message: String(entry.data) }));
}

test.each([
  ['McpAuth.none()', McpAuth.none()],
  ['McpAuth.inServer()', McpAuth.inServer({ publicPaths: ['/.well-known/oauth-protected-resource'] })],
])('a server with %s is an error, which names the way out', (_, auth) => {
  expect(errorsWith(auth)).toEqual([{
    id: '/Stack/Server',
    message: 'auth: got one that lets everybody through to the server, expected McpAuth.cognito(), jwt, lambdaAuthorizer or iam, as this app '
      + "requires an auth (McpRequireAuth); exceptions are listed there by path: exceptions: ['Stack/Server'] [require-auth]",
  }]);
});

test.each([
  ['McpAuth.cognito()', McpAuth.cognito()],
  ['McpAuth.iam()', McpAuth.iam()],
])('a server with %s is none', (_, auth) => {
  expect(errorsWith(auth)).toEqual([]);
});

test('a server that is listed as an exception stays public, and only that one', () => {
  expect(errorsWith(McpAuth.none(), { exceptions: ['Stack/Server'] })).toEqual([]);
  expect(errorsWith(McpAuth.none(), { exceptions: ['Stack/Other'] })).toHaveLength(1);
});

test('an injector of the app that takes the auth away is caught', () => {
  const away: IPropertyInjector = {
    constructUniqueId: McpLambdaServer.PROPERTY_INJECTION_ID,
    inject: (props: McpLambdaServerProps) => ({ ...props, auth: McpAuth.none() }),
  };
  expect(errorsWith(McpAuth.iam(), undefined, away)).toHaveLength(1);
});

test('servers of elsewhere and other constructs are not looked at', () => {
  const app = new App();
  Aspects.of(app).add(new McpRequireAuth());
  const stack = new Stack(app, 'Stack');
  McpLambdaServer.fromMcpLambdaServerAttributes(stack, 'Imported', { url: 'https://mcp.example.com/mcp', aliasArn: 'arn:aws:lambda:eu-central-1:1:function:f:live' });
  expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toEqual([]);
});

test('the class goes by the id of the injectors', () => {
  expect(McpLambdaServer.PROPERTY_INJECTION_ID).toBe('cdk-mcp-lambda.McpLambdaServer');
});
