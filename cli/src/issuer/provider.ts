import { randomBytes } from 'node:crypto';
import { SigningKey } from './key';
import { grantedScope, machineMetadata } from './machine';
import { LOGIN_PATH, page } from './page';
import { IssuerSettings, TOKEN_PATH } from './settings';
import { accessClaims, MACHINE_CLAIMS } from './token';

/** Cognito's standard scopes; `offline_access` is what others ask for to get a refresh token. */
const OPENID_SCOPES = ['openid', 'email', 'phone', 'profile', 'offline_access'];

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Where a client on this machine waits for its code. */
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** A client must have a URI; with this one any loopback URI is allowed to it. */
const ANY_PORT = 'http://127.0.0.1/';

export type LocalProvider = Awaited<ReturnType<typeof makeProvider>>;

/**
 * The provider that stands for an issuer: paths as Cognito has them, the authorization code with PKCE
 * alone, JWT access tokens, and clients that register themselves where the issuer is found by itself.
 */
export async function makeProvider(issuer: string, settings: IssuerSettings, key: SigningKey) {
  const { errors, Provider } = await import('oidc-provider');
  const { cognito, resources, plainAudience, scopes, clients, machines } = settings;
  const provider = new Provider(issuer, {
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: [
      ...clients.map(({ id, redirectUris }) => (
        { ...PUBLIC, client_id: id, redirect_uris: redirectUris.length > 0 ? redirectUris.filter(isUri) : [ANY_PORT] })),
      ...machines.map(machineMetadata),
    ],
    // Without it custom schemes, as desktop clients have them, are refused.
    clientDefaults: { application_type: 'native' },
    scopes: [...new Set([...OPENID_SCOPES, ...scopes, ...machines.flatMap((machine) => machine.scopes)])],
    claims: { email: ['email'], phone: ['phone_number'], profile: ['name'] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientBasedCORS: () => true,
    findAccount: (_context, user) => ({ accountId: user, claims: () => ({ sub: user, name: user, email: `${user}@example.com` }) }),
    extraTokenClaims: (_context, token) => (
      'accountId' in token && token.accountId ? accessClaims(token.accountId) : MACHINE_CLAIMS),
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    interactions: { url: (_context, { uid }) => `${LOGIN_PATH}${uid}` },
    renderError: (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = page('This login cannot go on', [description === undefined ? error : `${error}: ${description}`]);
    },
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      ClientCredentials: HOUR,
      Grant: DAY,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: DAY,
      Session: DAY,
    },
    routes: {
      authorization: '/oauth2/authorize',
      token: TOKEN_PATH,
      revocation: '/oauth2/revoke',
      userinfo: '/oauth2/userInfo',
      jwks: '/.well-known/jwks.json',
      registration: '/register',
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: machines.length > 0 },
      // Cognito has none; the discovery function answers in its stead where that is switched on.
      registration: { enabled: !cognito },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => NO_RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (context, resource, client) => {
          const machine = machines.find(({ id }) => id === client.clientId);
          if (machine) {
            const scope = grantedScope(context.oidc.params?.scope, machine);
            if (scope === undefined) throw new errors.InvalidScope('the client has no such scope', String(context.oidc.params?.scope));
            context.oidc.params!.scope = scope;
            // Cognito's tokens for programs have no audience, whatever they ask for; the authorizer takes this one alike.
            return { ...TOKENS, scope: machine.scopes.join(' '), audience: machine.id };
          }
          if (resource !== NO_RESOURCE && !resources.includes(resource)) throw new errors.InvalidTarget();
          return { ...TOKENS, scope: scopes.join(' '), audience: resource === NO_RESOURCE ? plainAudience ?? client.clientId : resource };
        },
      },
    },
  });
  const exact = new Set(clients.filter(({ redirectUris }) => redirectUris.length > 0).map(({ id }) => id));
  const allowed = provider.Client.prototype.redirectUriAllowed;
  provider.Client.prototype.redirectUriAllowed = function (uri: string) {
    return exact.has(this.clientId) ? this.redirectUris!.includes(uri) : isLoopback(uri) || allowed.call(this, uri);
  };
  provider.use(withAllScopes([...OPENID_SCOPES, ...scopes].join(' ')));
  if (cognito) provider.use(withoutIss);
  return provider;
}

/** How access tokens are made. */
const TOKENS = { accessTokenFormat: 'jwt' as const, accessTokenTTL: HOUR, jwt: { sign: { alg: 'RS256' as const } } };

const PUBLIC = {
  token_endpoint_auth_method: 'none' as const,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code' as const],
};

/** Stands for the resource of a request that names none. */
export const NO_RESOURCE = 'urn:mcp-lambda:no-resource';

/** What is used of a request's context. */
interface Context {
  readonly path: string;
  query: Record<string, unknown>;
  readonly response: { get(name: string): string; set(name: string, value: string): void };
}

/**
 * A request without scopes gets all of the client's, [as Cognito has it](https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html);
 * what other issuers do is their own choice.
 */
function withAllScopes(all: string) {
  return async (context: Context, next: () => Promise<void>) => {
    if (context.path === '/oauth2/authorize' && !context.query.scope) context.query = { ...context.query, scope: all };
    await next();
  };
}

/** Clients know another issuer from the discovery document of a user pool, and would refuse an answer that names this one. */
async function withoutIss({ path, response }: Context, next: () => Promise<void>): Promise<void> {
  await next();
  const location = path.startsWith('/oauth2/authorize') ? response.get('location') : '';
  if (!URL.canParse(location)) return;
  const url = new URL(location);
  url.searchParams.delete('iss');
  response.set('location', url.href);
}

const isUri = (uri: string) => URL.canParse(uri) && !uri.includes('#');

function isLoopback(uri: string): boolean {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  return url?.protocol === 'http:' && LOOPBACK_HOSTS.includes(url.hostname);
}
