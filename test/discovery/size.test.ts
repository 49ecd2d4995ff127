import { McpAuth } from '../../src';
import { documentsOf, routesOf, variablesOf } from '../../src/discovery/documents';
import { Plan } from '../../src/validation/plan';
import { DISCOVERY_RULES } from '../../src/validation/rules/discovery';

const ORIGIN = `https://${'x'.repeat(253)}`;
const PLACE = { share: '', root: ORIGIN, mcpUrl: `${ORIGIN}/mcp` };
const NAME = 'x'.repeat(60);
const STANDARD = ['openid', 'email', 'phone', 'profile'];

/** What the rule lets pass of something that there can be more of. */
function most(authOf: (count: number) => McpAuth): number {
  const [rule] = DISCOVERY_RULES.filter(({ id }) => id === 'discoveryTooLarge');
  const passes = (count: number) => rule.check({ auth: authOf(count)._describe(), endpoint: { path: '/mcp' } } as unknown as Plan).length === 0;
  let count = 0;
  while (passes(count + 1)) {
    count += 1;
  }
  return count;
}

/** Of the environment, as Lambda measures it. */
function bytesOf(discovery: Parameters<typeof documentsOf>[0]): number {
  const documents = documentsOf(discovery, PLACE, NAME);
  return Buffer.byteLength(JSON.stringify(variablesOf(documents, routesOf(documents, PLACE))));
}

const urls = (count: number) => Array.from({ length: count }, (_, index) => `https://app.example/callback/${index}`);

test('as many callback URLs as the rule lets pass fit into the environment, with the longest names that a deployment may give', () => {
  const count = most((some) => McpAuth.cognito({ clientRegistration: true, commonClients: false, callbackUrls: urls(some) }));
  const login = `https://${'x'.repeat(63)}.auth.ap-southeast-1.amazoncognito.com`;
  const issuer = 'https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_AbCdEfGhI';
  const bytes = bytesOf({
    authorizationServers: [ORIGIN],
    scopes: ['mcp/use'],
    authorizationServer: {
      issuer: ORIGIN,
      authorization_endpoint: `${login}/oauth2/authorize`,
      token_endpoint: `${login}/oauth2/token`,
      revocation_endpoint: `${login}/oauth2/revoke`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      scopes_supported: ['mcp/use', ...STANDARD],
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['S256'],
    },
    registration: { clientId: 'x'.repeat(26), redirectUris: urls(count), scopes: ['mcp/use', ...STANDARD] },
  });
  expect(count).toBeGreaterThan(30);
  expect(bytes).toBeLessThanOrEqual(4096);
  expect(bytes).toBeGreaterThan(3800);
});

test('a scope as long as the rule lets pass fits too', () => {
  const issuer = 'https://issuer.example';
  const length = most((some) => McpAuth.jwt({ issuer, scopes: ['x'.repeat(some)] }));
  const bytes = bytesOf({ authorizationServers: [issuer], scopes: ['x'.repeat(length)] });
  expect(bytes).toBeLessThanOrEqual(4096);
  expect(bytes).toBeGreaterThan(3800);
});
