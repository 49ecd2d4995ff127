import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { CfnAlias } from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { McpAuth, McpEndpoint, McpLambdaServer, McpSecret, McpServerCode } from '../../../src';

/*
 * A CDK app for the tests of the command line. What differs from test to test is in its context:
 *
 * code      the directory of the server, as `server.cjs`
 * name      the name of the stack
 * secret    a secret that has to be there
 * reserved  how many concurrent executions the server reserves
 * account   the account that the stack goes to, where it says one
 * auth      `none` for a server without a login
 * failing   a resource that cannot be made
 * rest      a REST API, which asks for tokens, or with `keys` for a key alone
 */
const app = new App();
const given = (key: string): string | undefined => app.node.tryGetContext(key) as string | undefined;

const account = given('account');
const stack = new Stack(app, given('name') ?? 'Guarded', account === undefined ? {} : { env: { account, region: 'us-east-1' } });
const [secret, reserved, rest] = [given('secret'), given('reserved'), given('rest')];
const usagePlan = { throttle: { rateLimit: 10, burstLimit: 10 } };
const server = new McpLambdaServer(stack, 'Server', {
  code: McpServerCode.nodejs(given('code') ?? '', { entry: 'server.cjs' }),
  auth: given('auth') === 'none' || rest === 'keys' ? McpAuth.none() : rest === undefined ? McpAuth.cognito()
    : McpAuth.jwt({ issuer: 'https://login.example.com', audience: ['tools'], scopes: [] }),
  // What ministack invokes streams nothing.
  ...rest !== undefined && { endpoint: McpEndpoint.restApi({ streaming: false, ...rest === 'keys' && { usagePlan } }) },
  // So its log group has a name, which a stack that is made again finds.
  functionName: stack.stackName.toLowerCase(),
  reservedConcurrentExecutions: reserved === undefined ? undefined : Number(reserved),
  secrets: { STATE_KEY: McpSecret.generated(), ...secret !== undefined && { API_KEY: McpSecret.fromSecretName(secret) } },
});

/** Made by the app itself, and kept when the stack goes. */
new secretsmanager.Secret(stack, 'Kept', { secretName: `${stack.stackName}-kept`, removalPolicy: RemovalPolicy.RETAIN });

if (given('failing')) {
  new CfnAlias(stack, 'Failing', { functionName: server.function.functionName, functionVersion: '$LATEST', name: 'live' }).node.addDependency(server);
}

/** Which alone ministack does not know. */
for (const { node } of stack.node.findAll().filter((each) => each instanceof cognito.CfnManagedLoginBranding)) {
  node.scope!.node.tryRemoveChild(node.id);
}
