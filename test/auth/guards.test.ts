import { Duration, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { McpAuth } from '../../src';
import { Discovery, Guard, JwtGuard, LambdaGuard } from '../../src/auth/guard';
import { authorizerFunction } from '../support';

const PLACE = { mcpUrl: 'https://mcp.example/prod/mcp', share: '', root: 'https://mcp.example' };

/** What the auth asks of the door and says to clients, without its tokens. */
function bound(auth: McpAuth): Guard {
  const stack = new Stack(undefined, 'Stack', { env: { region: 'eu-central-1', account: '123456789012' } });
  const { login, ...guard } = auth._bind(stack, PLACE);
  return guard.kind === 'lambda' ? guard : stack.resolve(guard);
}

function discoveryOf(auth: McpAuth): Discovery {
  return (bound(auth) as JwtGuard | LambdaGuard).discovery!;
}

/** A URL of the login page, whose host name has the stack's id in it. */
function onLoginPage(path: string): unknown {
  return { 'Fn::Join': ['', ['https://', { Ref: expect.stringContaining('Domain') }, `.auth.eu-central-1.amazoncognito.com${path}`]] };
}

describe('what clients find out for cognito', () => {
  test('is that this origin answers for the issuer, and which scopes to ask for', () => {
    const discovery = discoveryOf(McpAuth.cognito());
    expect(discovery).toMatchObject({ authorizationServers: [PLACE.root], scopes: ['mcp/use'] });
    expect(discovery.authorizationServer?.issuer).toBe(PLACE.root);
  });

  test('names the endpoints of Cognito, and PKCE, without which clients must refuse', () => {
    expect(discoveryOf(McpAuth.cognito()).authorizationServer).toEqual({
      issuer: 'https://mcp.example',
      authorization_endpoint: onLoginPage('/oauth2/authorize'),
      token_endpoint: onLoginPage('/oauth2/token'),
      revocation_endpoint: onLoginPage('/oauth2/revoke'),
      jwks_uri: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.any(String), 'ProviderName'] }, '/.well-known/jwks.json']] },
      scopes_supported: ['mcp/use', 'openid', 'email', 'phone', 'profile'],
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['none'],
      code_challenge_methods_supported: ['S256'],
    });
  });

  test('has the ways of programs where there is a client for them', () => {
    expect(discoveryOf(McpAuth.cognito({ machineClient: true })).authorizationServer).toMatchObject({
      grant_types_supported: expect.arrayContaining(['client_credentials']),
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
    });
  });

  test('has a registration on demand, with exactly the callback URLs of the client', () => {
    expect(discoveryOf(McpAuth.cognito()).registration).toBeUndefined();
    expect(discoveryOf(McpAuth.cognito({ clientRegistration: true, commonClients: false, callbackUrls: ['https://app.example/'] })).registration).toEqual({
      clientId: { Ref: expect.stringContaining('Client') }, redirectUris: ['https://app.example/'], scopes: ['mcp/use', 'openid', 'email', 'phone', 'profile'],
    });
  });
});

test('what clients find out for a pool that exists is the same, at its own domain and with its first client', () => {
  const stack = new Stack();
  const auth = McpAuth.userPool(cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_Pool'), {
    userPoolClients: ['one', 'two'].map((id) => cognito.UserPoolClient.fromUserPoolClientId(stack, id, id)),
    domainUrl: 'https://login.example.com',
    scopes: ['tools/use'],
    registrationCallbackUrls: ['https://app.example/'],
  });
  const { authorizationServer, registration } = discoveryOf(auth);
  expect(authorizationServer).toMatchObject({
    issuer: PLACE.root, token_endpoint: 'https://login.example.com/oauth2/token', code_challenge_methods_supported: ['S256'],
  });
  expect(registration).toMatchObject({ clientId: 'one', redirectUris: ['https://app.example/'] });
});

test('clients find the issuer itself for jwt, as it stands in tokens', () => {
  expect(bound(McpAuth.jwt({ issuer: 'https://issuer.example/', audience: ['client'], scopes: ['use'] }))).toEqual({
    kind: 'jwt',
    issuer: 'https://issuer.example/',
    audience: ['client', PLACE.mcpUrl, `${PLACE.mcpUrl}/`],
    scopes: ['use'],
    discovery: { authorizationServers: ['https://issuer.example/'], scopes: ['use'] },
  });
});

test('clients find what they are told for a Lambda authorizer, and else nothing', () => {
  const handler = authorizerFunction();
  const discovery = { authorizationServers: ['https://issuer.example'] };
  expect(discoveryOf(McpAuth.lambdaAuthorizer(handler, { discovery }))).toEqual({ ...discovery, scopes: [] });
  expect(bound(McpAuth.lambdaAuthorizer(handler, { resultsCacheTtl: Duration.seconds(1) }))).toMatchObject({ kind: 'lambda', discovery: undefined });
});

test('nobody finds anything for the other auths', () => {
  const auths = [McpAuth.none(), McpAuth.iam(), McpAuth.inServer({ publicPaths: ['/token'] })];
  expect(auths.map(bound)).toEqual([{ kind: 'none' }, { kind: 'iam' }, { kind: 'in-server', publicPaths: ['/token'] }]);
  expect(auths.map((auth) => auth._describe().tokenBased)).toEqual([false, false, false]);
});
