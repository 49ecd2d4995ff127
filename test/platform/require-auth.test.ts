import { App, Aspects, IPropertyInjector, PropertyInjectors, Stack, Stage } from 'aws-cdk-lib';
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
    message: 'auth: got one that lets everybody through to the server, expected McpAuth.cognito(), McpAuth.jwt(…), McpAuth.lambdaAuthorizer(…) or McpAuth.iam(), as this app '
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

test('a server in a stage, and in a stage of a stage, is under what the app requires', () => {
  const app = new App();
  Aspects.of(app).add(new McpRequireAuth({ exceptions: ['Prod/Docs/Server'] }));
  const prod = new Stage(app, 'Prod');
  const stacks = [new Stack(prod, 'Tools'), new Stack(prod, 'Docs'), new Stack(new Stage(prod, 'Inner'), 'Tools')];
  stacks.forEach((stack) => new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none() }));
  const errors = stacks.map((stack) => Annotations.fromStack(stack).findError('*', Match.anyValue()).map(({ id }) => id));
  expect(errors).toEqual([['/Prod/Tools/Server'], [], ['/Prod/Inner/Tools/Server']]);
});

test('what a stage requires by itself is said once', () => {
  const app = new App();
  const prod = new Stage(app, 'Prod');
  [app, prod].forEach((scope) => Aspects.of(scope).add(new McpRequireAuth()));
  const stack = new Stack(prod, 'Stack');
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none() });
  expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toHaveLength(1);
});

test('a server of a subclass, which has an id of its own for injectors, is looked at', () => {
  class OurServer extends McpLambdaServer {
    public static readonly PROPERTY_INJECTION_ID: string = 'our.OurServer';
  }
  const app = new App();
  Aspects.of(app).add(new McpRequireAuth());
  const stack = new Stack(app, 'Stack');
  new OurServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none() });
  expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toHaveLength(1);
});

test('servers of elsewhere and other constructs are not looked at', () => {
  const app = new App();
  Aspects.of(app).add(new McpRequireAuth());
  const stack = new Stack(app, 'Stack');
  McpLambdaServer.fromMcpLambdaServerAttributes(stack, 'Imported', { url: 'https://mcp.example.com/mcp', aliasArn: 'arn:aws:lambda:eu-central-1:1:function:f:live' });
  expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toEqual([]);
});
