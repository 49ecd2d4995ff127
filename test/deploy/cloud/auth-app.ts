import { join } from 'node:path';
import { App, CfnOutput, CliCredentialsStackSynthesizer, Lazy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { buildServers } from '../parity/app';

/** The servers by their auth. */
export type ServerName = 'Cognito' | 'Jwt' | 'Custom' | 'Iam' | 'InServer';

/** What a token needs. */
export const SCOPE = 'mcp/use';

/** What tokens of `McpAuth.jwt` are for, beside the MCP URL. */
export const AUDIENCE = 'https://api.example.com';

/** What the authorizer of `McpAuth.lambdaAuthorizer` lets in. */
export const AUTHORIZED = 'Bearer open sesame';

/** What `McpAuth.inServer` lets through, beside the MCP path. */
export const PUBLIC_PATH = '/token';

const AUTHORIZER = `exports.handler = async ({ headers }) => ({ isAuthorized: headers.authorization === '${AUTHORIZED}' });`;

/**
 * Synthesises a stack with a server for each way to ask callers who they are, all with the quickstart's
 * code. Returns the cloud assembly.
 *
 * @param issuer the URL of the issuer of `McpAuth.jwt`; on loopback it has no https, which the library
 * asks for, as AWS does: it is a token here, into which nobody looks
 */
export function synthesiseAuths(directory: string, issuer: string): string {
  const app = new App({ outdir: join(directory, 'cdk.out') });
  // Where ministack checks permissions, it lets the publishing role of `cdk bootstrap` not into its own bucket.
  const stack = new Stack(app, 'Auth', { synthesizer: new CliCredentialsStackSynthesizer() });
  const authorizer = new lambda.Function(stack, 'Authorizer', {
    code: lambda.Code.fromInline(AUTHORIZER),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
  });
  const code = McpServerCode.nodejs(buildServers().mcp, { entry: 'server.cjs' });
  const server = (id: ServerName, auth: McpAuth) => {
    const made = new McpLambdaServer(stack, id, { code, auth, endpoint: McpEndpoint.httpApi({ path: '/mcp' }) });
    new CfnOutput(stack, `${id}Logs`, { value: made.logGroup.logGroupName });
    return made;
  };

  const cognitoServer = server('Cognito', McpAuth.cognito({ machineClient: true, clientRegistration: true }));
  server('Jwt', McpAuth.jwt({ issuer: Lazy.string({ produce: () => issuer }), audience: [AUDIENCE], scopes: [SCOPE] }));
  server('Custom', McpAuth.lambdaAuthorizer(authorizer));
  const iamServer = server('Iam', McpAuth.iam());
  server('InServer', McpAuth.inServer({ publicPaths: [PUBLIC_PATH] }));

  addClients(stack, cognitoServer);
  addUsers(stack, iamServer);
  withoutBranding(stack);
  return app.synth().directory;
}

/** A client of the same pool that nobody has told the server of, and one of another pool with the same scopes. */
function addClients(stack: Stack, { userPool, machineClient }: McpLambdaServer): void {
  const other = userPool!.addClient('OtherClient', MACHINE);
  other.node.addDependency(machineClient!); // which comes after the resource server
  const otherPool = new cognito.UserPool(stack, 'OtherPool');
  const resourceServer = otherPool.addResourceServer('ResourceServer', {
    identifier: 'mcp', scopes: [new cognito.ResourceServerScope({ scopeName: 'use', scopeDescription: 'Use' })],
  });
  const foreign = otherPool.addClient('ForeignClient', MACHINE);
  foreign.node.addDependency(resourceServer);
  new CfnOutput(stack, 'OtherPoolId', { value: otherPool.userPoolId });
  for (const [id, client] of Object.entries({ MachineClient: machineClient!, OtherClient: other, ForeignClient: foreign })) {
    new CfnOutput(stack, `${id}Id`, { value: client.userPoolClientId });
  }
}

const MACHINE: cognito.UserPoolClientOptions = {
  generateSecret: true,
  oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.custom(SCOPE)] },
};

/** One who may call the server, and one who may not. */
function addUsers(stack: Stack, server: McpLambdaServer): void {
  const users = { Caller: new iam.User(stack, 'Caller'), Stranger: new iam.User(stack, 'Stranger') };
  server.grantInvoke(users.Caller);
  for (const [id, user] of Object.entries(users)) {
    new CfnOutput(stack, `${id}Name`, { value: user.userName });
  }
}

/**
 * Takes the style of the login page away, which alone ministack does not know: it refuses a template
 * with `AWS::Cognito::ManagedLoginBranding`, whereas on AWS there is no login page without it.
 */
function withoutBranding(stack: Stack): void {
  for (const { node } of stack.node.findAll().filter((each) => each instanceof cognito.CfnManagedLoginBranding)) {
    node.scope!.node.tryRemoveChild(node.id);
  }
}
