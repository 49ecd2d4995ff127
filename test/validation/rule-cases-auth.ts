import { Duration, Fn, Stack } from 'aws-cdk-lib';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { RuleCases } from './rule-case';
import { McpAuth, McpCognitoOptions, McpEndpoint, McpJwtOptions, McpLambdaAuthorizerOptions, McpLambdaServerProps, McpUserPoolOptions } from '../../src';
import { authorizerFunction } from '../support';

/** At least one case on each side of every rule about callers. */
export const AUTH_RULE_CASES: Record<string, () => RuleCases> = {
  publicAccess: () => ({
    fails: [{ props: { auth: McpAuth.none() }, says: ['McpAuth.none()', 'everybody who knows the URL'] }],
    passes: [{ props: jwt({}) }, { props: { auth: McpAuth.inServer({ publicPaths: [] }) } }, { props: { auth: McpAuth.iam() } }],
  }),
  jwtIssuerInvalid: () => ({
    fails: ['http://issuer.example', 'issuer.example', '', 'https://issuer.example/?a=1', 'https://user@issuer.example', ' https://issuer.example', 'https://issuer.example/.well-known/openid-configuration'].map((issuer) => ({
      props: jwt({ issuer }), says: [`auth.issuer: got ${JSON.stringify(issuer)}`, '"iss" claim'],
    })),
    passes: ['https://issuer.example', 'https://issuer.example/', 'https://issuer.example/tenant/v2.0', 'https://issuer.example/tenant/'].map((issuer) => ({
      props: jwt({ issuer }),
    })),
  }),
  jwtAudienceInvalid: () => ({
    fails: [
      { props: jwt({ audience: [] }), says: ['auth.audience: got 0 values', '1 to 48', 'the MCP URL alone'] },
      { props: jwt({ audience: numbered('client', 49) }), says: ['got 49 values'] },
      { props: jwt({ audience: numbered('client', 51) }), says: ['got 51 values'] },
      { props: jwt({ audience: [''] }), says: ['an empty text'] },
    ],
    passes: [{ props: jwt({ audience: numbered('client', 48) }) }, { props: jwt({ audience: undefined }) }],
  }),
  jwtScopesInvalid: () => ({
    fails: [
      { props: jwt({ scopes: numbered('scope', 11) }), says: ['auth.scopes: got 11 scopes', 'at most 10'] },
      ...['', 'read write', 'a"b', ' mcp/use'].map((one) => ({
        props: jwt({ scopes: ['mcp/use', one] }), says: [`auth.scopes: got ${JSON.stringify(one)}`, 'one scope a text'],
      })),
    ],
    passes: [{ props: jwt({ scopes: numbered('scope', 10) }) }],
  }),
  jwtWithoutScopes: () => ({
    fails: [{ props: jwt({ scopes: [] }), says: ['no scopes', 'ID tokens'] }],
    passes: [{ props: jwt({}) }],
  }),
  authInServer: () => ({
    fails: [{ props: inServer('/token'), says: ['McpAuth.inServer({ … })', 'the server alone can refuse'] }],
    passes: [{ props: { auth: McpAuth.none() } }, { props: jwt({}) }],
  }),
  publicPathInvalid: () => ({
    fails: [
      ...['token', '/token/', '/.well-known/{proxy+}', '/a b', ''].map((path) => ({
        props: inServer(path), says: [`auth.publicPaths: got ${JSON.stringify(path)}`, 'segments of letters'],
      })),
      { props: inServer('/token', '/token'), says: ['"/token" twice', 'each path once'] },
      { props: inServer(Fn.ref('Path')), says: ['got a token', 'known at synthesis'] },
      { props: inServer('/mcp'), says: ['"/mcp" beside the endpoint\'s path "/mcp"', 'reaches the server already'] },
      { props: inServer('/mcp/token'), says: ['reaches the server already'] },
    ],
    passes: [
      { props: inServer('/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-authorization-server', '/token', '/mcp-login') },
      { props: { ...inServer('/mcp'), endpoint: McpEndpoint.httpApi({ path: '/team/mcp' }) } },
    ],
  }),
  identitySourceInvalid: () => ({
    fails: ['Authorization', '$request.header', '$request.body.token', '$request.header.a b', 'method.request.header.Auth'].map((source) => ({
      props: authorizer({ identitySource: [source] }), says: [`auth.identitySource: got ${JSON.stringify(source)}`, '$request.header.Authorization'],
    })),
    passes: [{ props: authorizer({ identitySource: ['$request.header.X-Api-Key', '$request.querystring.key', '$context.identity.sourceIp', '$stageVariables.name'] }) }],
  }),
  resultsCacheTtlInvalid: () => ({
    fails: [
      { props: authorizer({ resultsCacheTtl: Duration.seconds(3601) }), says: ['auth.resultsCacheTtl: got 3601 seconds', '3600'] },
      { props: authorizer({ resultsCacheTtl: Duration.millis(1500) }), says: ['got 1.5 seconds', 'whole seconds'] },
      { props: authorizer({ identitySource: [] }), says: ['a cache without an identitySource', 'Duration.seconds(0)'] },
    ],
    passes: [
      { props: authorizer({ resultsCacheTtl: Duration.hours(1) }) },
      { props: authorizer({ resultsCacheTtl: Duration.seconds(0), identitySource: [] }) },
    ],
  }),
  authorizerInOtherRegion: () => ({
    fails: [{ props: authorizer({}), region: 'eu-west-1', says: ['auth: got McpAuth.lambdaAuthorizer(…) with a function in eu-central-1 for a stack in eu-west-1', 'McpEndpoint.restApi(…)'] }],
    passes: [
      { props: authorizer({}), region: 'eu-central-1' },
      { props: authorizer({}) },
      { props: { ...authorizer({ responseType: HttpLambdaResponseType.IAM }), endpoint: McpEndpoint.restApi() }, region: 'eu-west-1' },
    ],
  }),
  authorizationServersInvalid: () => ({
    fails: [
      { props: discovered([]), says: ['auth.discovery.authorizationServers: got none', 'no discovery'] },
      { props: discovered(['http://issuer.example']), says: ['got "http://issuer.example"', 'https'] },
      { props: discovered(['https://issuer.example'], ['a b']), says: ['auth.discovery.scopes: got "a b"'] },
    ],
    passes: [{ props: discovered(['https://issuer.example/', 'https://other.example'], ['mcp/use']) }],
  }),
  cognitoScopesInvalid: () => ({
    fails: [
      { props: login({ scopes: [] }), says: ['auth.scopes: got 0 scopes', '1 to 10'] },
      { props: login({ scopes: numbered('scope', 11).map((name) => scope(name)) }), says: ['got 11 scopes'] },
      ...['', 'read write', 'a/b', 'a"b', 'x'.repeat(257)].map((name) => ({
        props: login({ scopes: [scope(name)] }), says: [`the name ${JSON.stringify(name)}`, 'without a space'],
      })),
      { props: login({ scopes: [scope('read'), scope('read')] }), says: ['the name "read" twice'] },
      { props: login({ scopes: [scope('read', '')] }), says: ['a description of 0 characters'] },
      { props: login({ scopes: [scope('read', 'x'.repeat(257))] }), says: ['a description of 257 characters'] },
    ],
    passes: [{ props: login({ scopes: numbered('scope', 10).map((name) => scope(name, 'x'.repeat(256))) }) }, { props: login({}) }],
  }),
  domainPrefixInvalid: () => ({
    fails: ['my-aws-login', 'amazon', 'cognito-1', 'x'.repeat(64), 'Login', 'a.b', '-a', 'a-', ''].map((domainPrefix) => ({
      props: login({ domainPrefix }), says: [`auth.domainPrefix: got ${JSON.stringify(domainPrefix)}`, '63 lower-case letters', '"cognito"'],
    })),
    passes: [{ props: login({ domainPrefix: 'x'.repeat(63) }) }, { props: login({ domainPrefix: 'a' }) }, { props: login({}) }],
  }),
  userPoolNameInvalid: () => ({
    fails: ['', 'a/b', 'x'.repeat(129)].map((userPoolName) => ({ props: login({ userPoolName }), says: [`auth.userPoolName: got ${JSON.stringify(userPoolName)}`, '1 to 128'] })),
    passes: [{ props: login({ userPoolName: 'My users, 2 @ work' }) }, { props: login({}) }],
  }),
  accessTokenValidityOutOfRange: () => ({
    fails: [60, 330, 86_460].map((seconds) => ({
      props: login({ accessTokenValidity: Duration.seconds(seconds) }), says: [`auth.accessTokenValidity: got ${seconds} seconds`, 'from 5 to 1440'],
    })),
    passes: [300, 86_400].map((seconds) => ({ props: login({ accessTokenValidity: Duration.seconds(seconds) }) })),
  }),
  refreshTokenValidityOutOfRange: () => ({
    fails: [Duration.minutes(59), Duration.seconds(3630), Duration.days(3651)].map((refreshTokenValidity) => ({
      props: login({ refreshTokenValidity }), says: ['auth.refreshTokenValidity: got', 'from 60 to 5256000'],
    })),
    passes: [Duration.hours(1), Duration.days(3650)].map((refreshTokenValidity) => ({ props: login({ refreshTokenValidity }) })),
  }),
  refreshTokenBelowAccessToken: () => ({
    fails: [{
      props: login({ accessTokenValidity: Duration.hours(2), refreshTokenValidity: Duration.hours(1) }), says: ['auth.refreshTokenValidity: got 3600 seconds', '7200 seconds'],
    }],
    passes: [{ props: login({ accessTokenValidity: Duration.hours(2), refreshTokenValidity: Duration.hours(2) }) }],
  }),
  callbackUrlInvalid: () => ({
    fails: [
      ...['https://*.example.com/callback', 'https://app.example/*', 'http://app.example/callback', 'app.example', '', 'https://a b',
        'https://app.example/#done', 'javascript:alert(1)', 'http://localhost.example/'].map((url) => ({
        props: login({ callbackUrls: [url] }), says: [`auth.callbackUrls: got ${JSON.stringify(url)}`, 'without a fragment or a "*"'],
      })),
      { props: login({ callbackUrls: [`https://app.example/${'x'.repeat(1005)}`] }), says: ['auth.callbackUrls'] },
      { props: existing({ registrationCallbackUrls: ['http://app.example'] }), says: ['auth.registrationCallbackUrls: got "http://app.example"'] },
    ],
    passes: [
      { props: login({ callbackUrls: ['https://app.example/callback?a=1', 'http://localhost:9000/callback', 'http://127.0.0.1:9000/', 'http://[::1]:9000/', 'my-app://callback'] }) },
      { props: existing({ registrationCallbackUrls: ['https://app.example/callback'] }) },
    ],
  }),
  callbackUrlsCount: () => ({
    fails: [
      { props: login({ callbackUrls: numbered('https://app.example/', 101), commonClients: false }), says: ['got 101 URLs', '1 to 100'] },
      { props: login({ callbackUrls: numbered('https://app.example/', 100) }), says: ['got 113 URLs, those of commonClients counted'] },
      { props: login({ commonClients: false }), says: ['got 0 URLs'] },
      { props: existing({ registrationCallbackUrls: [] }), says: ['auth.registrationCallbackUrls: got 0 URLs'] },
    ],
    passes: [
      { props: login({ callbackUrls: numbered('https://app.example/', 100), commonClients: false }) },
      { props: login({ callbackUrls: numbered('https://app.example/', 87) }) },
      { props: existing({}) },
    ],
  }),
  userPoolClientsCount: () => ({
    fails: [
      { props: existing({ userPoolClients: [] }), says: ['auth.userPoolClients: got 0 clients', '1 to 48'] },
      { props: existing({ userPoolClients: clients(49) }), says: ['got 49 clients'] },
    ],
    passes: [{ props: existing({ userPoolClients: clients(48) }) }],
  }),
  userPoolScopesInvalid: () => ({
    fails: [
      { props: existing({ scopes: [] }), says: ['auth.scopes: got no scopes', 'ID tokens'] },
      { props: existing({ scopes: numbered('mcp/', 11) }), says: ['got 11 scopes'] },
      { props: existing({ scopes: ['mcp/read mcp/write'] }), says: ['got "mcp/read mcp/write"'] },
    ],
    passes: [{ props: existing({ scopes: numbered('mcp/', 10) }) }],
  }),
  userPoolDomainUrlInvalid: () => ({
    fails: ['login.example.com', 'http://login.example.com', 'https://login.example.com/', 'https://login.example.com/oauth2', ''].map((domainUrl) => ({
      props: existing({ domainUrl }), says: [`auth.domainUrl: got ${JSON.stringify(domainUrl)}`, 'without a path'],
    })),
    passes: [{ props: existing({ domainUrl: 'https://login.example.com' }) }],
  }),
  userPoolInOtherRegion: () => ({
    fails: [{ props: existing({}), region: 'eu-west-1', says: ['auth.userPool: got a user pool in eu-central-1 for a stack in eu-west-1', 'McpAuth.jwt(…)'] }],
    passes: [{ props: existing({}), region: 'eu-central-1' }, { props: existing({}) }],
  }),
};

function jwt(options: Partial<McpJwtOptions>): Partial<McpLambdaServerProps> {
  return { auth: McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['client'], scopes: ['mcp/use'], ...options }) };
}

function login(options: McpCognitoOptions): Partial<McpLambdaServerProps> {
  return { auth: McpAuth.cognito(options) };
}

function scope(scopeName: string, scopeDescription = 'Use it'): cognito.ResourceServerScope {
  return new cognito.ResourceServerScope({ scopeName, scopeDescription });
}

function existing(options: Partial<McpUserPoolOptions>): Partial<McpLambdaServerProps> {
  const userPool = cognito.UserPool.fromUserPoolId(new Stack(), 'Pool', 'eu-central-1_Pool');
  return { auth: McpAuth.userPool(userPool, { userPoolClients: clients(1), domainUrl: 'https://login.example.com', scopes: ['mcp/use'], ...options }) };
}

function clients(count: number): cognito.IUserPoolClient[] {
  return numbered('client', count).map((id) => cognito.UserPoolClient.fromUserPoolClientId(new Stack(), 'Client', id));
}

function authorizer(options: McpLambdaAuthorizerOptions): Partial<McpLambdaServerProps> {
  return { auth: McpAuth.lambdaAuthorizer(authorizerFunction(), options) };
}

function discovered(authorizationServers: string[], scopes?: string[]): Partial<McpLambdaServerProps> {
  return authorizer({ discovery: { authorizationServers, scopes } });
}

function inServer(...publicPaths: string[]): Partial<McpLambdaServerProps> {
  return { auth: McpAuth.inServer({ publicPaths }) };
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${index}`);
}
