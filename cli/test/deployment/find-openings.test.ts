import { App, Stack, Stage } from 'aws-cdk-lib';
import { CfnAuthorizer, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { chooseStack } from '../../src/deployment/choose-stack';
import { findOpeningsOf } from '../../src/deployment/find-openings';
import { readStacks } from '../../src/template/assembly/assembly';
import { fixture } from '../served-server';
import { synth } from '../template/support';
import { toldChanges } from '../toolkit/told-changes';

// The Toolkit is loaded, which takes seconds on a busy machine.
jest.setTimeout(60_000);

const ISSUER = 'https://login.example.com';

function assemblyOf(makeStack: (app: App) => Stack, auth: McpAuth, change: (server: McpLambdaServer) => void = () => undefined): string {
  return synth((app) => change(new McpLambdaServer(makeStack(app), 'Server', { code: McpServerCode.asset(fixture('server')), auth, endpoint: McpEndpoint.httpApi() })));
}

/** What is told to let in more callers as the stack of one assembly is deployed over that of another one. */
async function opened(before: string | undefined, after: string): Promise<string[]> {
  const { stack, servers } = chooseStack(readStacks(after), {});
  const resources = before === undefined ? {} : chooseStack(readStacks(before), {}).stack.template.Resources as object;
  const { opened: found = [] } = await toldChanges(after, stack.path, resources, findOpeningsOf({ stack, servers }));
  return [...new Set(found.map(({ what }) => what))];
}

describe.each<[string, (app: App) => Stack]>([
  ['a stack', (app) => new Stack(app, 'Demo')],
  ['a stack with a name of its own', (app) => new Stack(app, 'Demo', { stackName: 'my-mcp' })],
  ['a stack of a stage', (app) => new Stack(new Stage(app, 'Prod'), 'Demo')],
])('in %s', (_name, makeStack) => {
  test('a new route that leads to the server, and asks nobody, is an opening', async () => {
    expect(await opened(undefined, assemblyOf(makeStack, McpAuth.none()))).toEqual(['leads to the server, and asks nobody who is calling']);
  });

  test('a route that asks another authorizer, which was there and does not change, is one', async () => {
    const withOther = (asked: boolean) => assemblyOf(makeStack, McpAuth.jwt({ issuer: ISSUER, audience: ['one'], scopes: ['mcp/use'] }), (server) => {
      const other = new CfnAuthorizer(Stack.of(server), 'Other', {
        apiId: 'a', authorizerType: 'JWT', name: 'other', identitySource: [], jwtConfiguration: { issuer: ISSUER, audience: ['elsewhere'] },
      });
      server.node.findAll().filter((each): each is CfnRoute => asked && each instanceof CfnRoute && each.authorizationType === 'JWT')
        .forEach((route) => { route.authorizerId = other.ref; });
    });
    expect(await opened(withOther(false), withOther(true))).toEqual(['takes tokens for the audience elsewhere, too']);
  });
});
