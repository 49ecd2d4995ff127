import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpAuth } from '../../src';

/** An auth whose endpoint asks who calls. */
export interface AskingAuth {
  readonly name: string;
  /** What `authorizationType` is on every route but the open ones. */
  readonly authorization: 'JWT' | 'CUSTOM' | 'AWS_IAM';
  /** The paths of discovery that are answered without credentials, where the MCP path is this one. */
  readonly open: (mcpPath: string) => readonly OpenPath[];
  /** Makes it, and what it needs, in the stack. */
  readonly make: (stack: Stack) => McpAuth;
}

/** A path with the method that is meant; OPTIONS is open beside it. */
export type OpenPath = `${'GET' | 'POST'} /${string}`;

const CALLBACK = 'https://app.example.com/callback';

const resource = (mcpPath: string): readonly OpenPath[] => [
  'GET /.well-known/oauth-protected-resource', `GET /.well-known/oauth-protected-resource${mcpPath}`,
];
const issued = (mcpPath: string): readonly OpenPath[] => [...resource(mcpPath), 'GET /.well-known/oauth-authorization-server'];
const registering = (mcpPath: string): readonly OpenPath[] => [...issued(mcpPath), 'POST /register'];
const nothing = () => [];

/** Every auth but `none` and `inServer`, in each of the ways that differ in what is open. */
export const ASKING_AUTHS: readonly AskingAuth[] = [
  { name: 'cognito', authorization: 'JWT', open: issued, make: () => McpAuth.cognito({ machineClient: true }) },
  { name: 'cognito, with registration', authorization: 'JWT', open: registering, make: () => McpAuth.cognito({ clientRegistration: true }) },
  { name: 'userPool', authorization: 'JWT', open: issued, make: (stack) => userPool(stack) },
  { name: 'userPool, with registration', authorization: 'JWT', open: registering, make: (stack) => userPool(stack, [CALLBACK]) },
  {
    name: 'jwt',
    authorization: 'JWT',
    open: resource,
    make: () => McpAuth.jwt({ issuer: 'https://login.example.com', audience: ['client'], scopes: ['mcp/use'] }),
  },
  { name: 'lambdaAuthorizer', authorization: 'CUSTOM', open: nothing, make: (stack) => McpAuth.lambdaAuthorizer(handler(stack)) },
  {
    name: 'lambdaAuthorizer, with discovery',
    authorization: 'CUSTOM',
    open: resource,
    make: (stack) => McpAuth.lambdaAuthorizer(handler(stack), { discovery: { authorizationServers: ['https://login.example.com'] } }),
  },
  { name: 'iam', authorization: 'AWS_IAM', open: nothing, make: () => McpAuth.iam() },
];

function userPool(stack: Stack, registrationCallbackUrls?: string[]): McpAuth {
  return McpAuth.userPool(cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_Pool'), {
    userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', '1a2b3c')],
    domainUrl: 'https://login.example.com',
    scopes: ['mcp/use'],
    registrationCallbackUrls,
  });
}

/** Lets in who shows `Bearer good`. */
function handler(stack: Stack): lambda.IFunction {
  return new lambda.Function(stack, 'Authorizer', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'authorizer.only',
    code: lambda.Code.fromAsset(path.join(__dirname, '../../cli/test/fixtures/functions')),
  });
}
