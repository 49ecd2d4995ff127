import * as path from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as fc from 'fast-check';
import { McpAuth } from '../../src';
import { between, Factory, flag, lists, seconds, some, STRUCT, texts, ValuesOfStructs } from '../properties/values';
import { authorizerFunction } from '../support';

/** All that the tests of every auth must know of one. */
interface Auth extends Factory {
  readonly make: (options: any) => McpAuth;

  /** What the properties of its options may be. */
  readonly values?: ValuesOfStructs;

  /** How its endpoint asks who calls, in each of the ways that differ in what is open; unset where it asks nobody. */
  readonly asking?: ReadonlyArray<Omit<AskingAuth, 'name'> & { readonly with?: string }>;

  /**
   * Its columns in the table of doors and auths, where it has another one than the last way of asking, or no options: those
   * between which a door may tell.
   */
  readonly columns?: Readonly<Record<string, () => McpAuth>>;
}

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
type OpenPath = `${'GET' | 'POST'} /${string}`;

const resource = (mcpPath: string): readonly OpenPath[] => [
  'GET /.well-known/oauth-protected-resource', `GET /.well-known/oauth-protected-resource${mcpPath}`,
];
const issued = (mcpPath: string): readonly OpenPath[] => [...resource(mcpPath), 'GET /.well-known/oauth-authorization-server'];
const registering = (mcpPath: string): readonly OpenPath[] => [...issued(mcpPath), 'POST /register'];
const nothing = () => [];

const CALLBACK = 'https://app.example.com/callback';
const scopes = lists(texts(/^[a-z]{1,8}\/[a-z]{1,8}$/));
const noScopes = some(['a b'], ['a"b'], Array.from({ length: 11 }, (_, index) => `s${index}`));
const issuers = texts(/^https:\/\/[a-z]{1,9}\.example(\/[a-z]{1,5})?\/?$/);
const urls = texts(/^https:\/\/[a-z]{1,9}\.example\/callback$/);

/** Every auth, by the name of its factory. */
export const AUTHS: Readonly<Record<string, Auth>> = {
  none: { make: () => McpAuth.none() },

  cognito: {
    struct: 'McpCognitoOptions',
    make: (options) => McpAuth.cognito(options),
    asking: [
      { authorization: 'JWT', open: issued, make: () => McpAuth.cognito({ machineClient: true }) },
      { with: 'registration', authorization: 'JWT', open: registering, make: () => McpAuth.cognito({ clientRegistration: true }) },
    ],
    values: {
      McpCognitoOptions: {
        scopes: {
          valid: lists(texts(/^[a-z]{1,8}$/)).map((names) => names.map(scopeOf)), invalid: some(['a b'], [''], ['a', 'a'], []).map((names) => names.map(scopeOf)),
        },
        callbackUrls: { valid: lists(urls), invalid: some(['a'], ['http://a.example'], ['https://*.example']) },
        commonClients: { valid: flag },
        clientRegistration: { valid: flag },
        machineClient: { valid: flag },
        domainPrefix: { valid: texts(/^t[a-z0-9]{1,40}$/), invalid: some('', '-a', 'A', 'aws-tools', 'x'.repeat(64)) },
        mfa: { valid: some(cognito.Mfa.OFF, cognito.Mfa.OPTIONAL, cognito.Mfa.REQUIRED) },
        userPoolName: { valid: some('tools', 'My users'), invalid: some('', 'a/b', 'x'.repeat(129)) },
        accessTokenValidity: {
          valid: some(Duration.minutes(5), Duration.hours(24)),
          invalid: some(Duration.minutes(4), Duration.seconds(330), Duration.hours(25)),
        },
        refreshTokenValidity: {
          valid: some(Duration.days(1), Duration.days(3650)),
          invalid: some(Duration.minutes(59), Duration.seconds(3630), Duration.days(3651)),
        },
      },
    },
  },

  userPool: {
    struct: 'McpUserPoolOptions',
    make: (options) => McpAuth.userPool(cognito.UserPool.fromUserPoolId(new Stack(), 'Pool', 'eu-central-1_AbCdEf123'), options),
    asking: [
      { authorization: 'JWT', open: issued, make: (stack) => userPool(stack) },
      { with: 'registration', authorization: 'JWT', open: registering, make: (stack) => userPool(stack, [CALLBACK]) },
    ],
    values: {
      McpUserPoolOptions: {
        userPoolClients: { valid: between(1, 3).map(clients), invalid: some(0, 51).map(clients) },
        domainUrl: { valid: fc.constant('https://login.example'), invalid: some('login.example', 'http://login.example', 'https://login.example/') },
        scopes: { valid: scopes, invalid: noScopes },
        registrationCallbackUrls: { valid: lists(urls), invalid: some(['a'], ['http://a.example'], []) },
      },
    },
  },

  jwt: {
    struct: 'McpJwtOptions',
    make: (options) => McpAuth.jwt(options),
    asking: [{
      authorization: 'JWT',
      open: resource,
      make: () => McpAuth.jwt({ issuer: 'https://login.example.com', audience: ['client'], scopes: ['mcp/use'] }),
    }],
    values: {
      McpJwtOptions: {
        issuer: { valid: issuers, invalid: some('issuer.example', 'http://issuer.example', 'https://issuer.example?a=b') },
        audience: { valid: lists(texts(/^[a-z]{1,9}$/)), invalid: some([], Array.from({ length: 49 }, (_, index) => `a${index}`)) },
        scopes: { valid: scopes, invalid: noScopes },
      },
    },
  },

  lambdaAuthorizer: {
    struct: 'McpLambdaAuthorizerOptions',
    make: (options) => McpAuth.lambdaAuthorizer(authorizerFunction(), options),
    asking: [
      { authorization: 'CUSTOM', open: nothing, make: (stack) => McpAuth.lambdaAuthorizer(handler(stack)) },
      {
        with: 'discovery',
        authorization: 'CUSTOM',
        open: resource,
        make: (stack) => McpAuth.lambdaAuthorizer(handler(stack), { discovery: { authorizationServers: ['https://login.example.com'] } }),
      },
    ],
    columns: {
      lambdaSimple: () => McpAuth.lambdaAuthorizer(authorizerFunction()),
      lambdaIam: () => McpAuth.lambdaAuthorizer(authorizerFunction(), { responseType: HttpLambdaResponseType.IAM }),
    },
    values: {
      McpLambdaAuthorizerOptions: {
        identitySource: { valid: some(['$request.header.Authorization'], ['$request.querystring.key']), invalid: some(['Authorization'], ['$request.body.a']) },
        resultsCacheTtl: { valid: seconds(between(0, 3600)), invalid: some(Duration.seconds(3601), Duration.millis(1500)) },
        discovery: STRUCT,
        responseType: { valid: some(HttpLambdaResponseType.SIMPLE, HttpLambdaResponseType.IAM) },
      },
      McpAuthDiscovery: {
        authorizationServers: { valid: lists(issuers), invalid: some([], ['issuer.example'], ['http://issuer.example']) },
        scopes: { valid: scopes },
      },
    },
  },

  iam: {
    make: () => McpAuth.iam(),
    asking: [{ authorization: 'AWS_IAM', open: nothing, make: () => McpAuth.iam() }],
  },

  inServer: {
    struct: 'McpInServerOptions',
    make: (options) => McpAuth.inServer(options),
    columns: { inServer: () => McpAuth.inServer({ publicPaths: ['/token'] }) },
    values: {
      McpInServerOptions: {
        publicPaths: { valid: lists(texts(/^\/oauth\/[a-z]{1,9}$/), 0), invalid: some(['a'], ['/a/'], ['/a', '/a']) },
      },
    },
  },
};

/** Every auth whose endpoint asks. */
export const ASKING_AUTHS: readonly AskingAuth[] = Object.entries(AUTHS).flatMap(([factory, { asking = [] }]) => (
  asking.map(({ with: variant, ...auth }) => ({ ...auth, name: variant === undefined ? factory : `${factory}, with ${variant}` }))));

/** Every auth of the table of doors and auths. */
export const AUTH_COLUMNS: Readonly<Record<string, (stack: Stack) => McpAuth>> = Object.assign({}, ...Object.entries(AUTHS).map(
  ([factory, { make, asking, columns }]) => columns ?? { [factory]: asking?.at(-1)?.make ?? (() => make({})) }));

/** What the properties of every auth's options may be. */
export const AUTH_VALUES: ValuesOfStructs = Object.assign({}, ...Object.values(AUTHS).map(({ values }) => values));

function scopeOf(scopeName: string): cognito.ResourceServerScope {
  return new cognito.ResourceServerScope({ scopeName, scopeDescription: 'For a test' });
}

function clients(count: number): cognito.IUserPoolClient[] {
  return Array.from({ length: count }, (_, index) => cognito.UserPoolClient.fromUserPoolClientId(new Stack(), 'Client', `client${index}`));
}

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
