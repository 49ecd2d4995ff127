import * as cognito from 'aws-cdk-lib/aws-cognito';
import { audienceOf } from './audience';
import { AuthPlace, JwtGuard } from './guard';
import { listWith } from '../private/tokens';

/** A pool that can log callers in, whoever made it. */
export interface LoginPool {
  readonly userPool: cognito.IUserPool;

  /** The clients whose tokens are let in; the first one is what a registration is answered with. */
  readonly clients: cognito.IUserPoolClient[];

  /** Which of them is for programs, where that is known. */
  readonly machineClient?: cognito.IUserPoolClient;

  /** The URL of the pool's domain, where users log in. */
  readonly domainUrl: string;

  /** As they stand in tokens: `mcp/use`. */
  readonly scopes: string[];

  /** How clients may show who they are at the token endpoint. */
  readonly tokenEndpointAuthMethods: string[];

  /** The redirect URIs of the first client, where `/register` hands it out. */
  readonly registeredCallbackUrls?: string[];
}

/**
 * What Cognito calls standard scopes. A client that is not told which to ask for asks for all that it
 * finds, and Cognito refuses the whole request for one that the client may not have.
 */
export const STANDARD_SCOPES = ['openid', 'email', 'phone', 'profile'];

/**
 * An access token has the MCP URL as its audience where the client sent it as `resource`, and none
 * where it did not: then API Gateway looks at its client id. An ID token has no scopes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
 */
export function cognitoGuard(pool: LoginPool, place: AuthPlace): JwtGuard {
  const issuer = `https://${pool.userPool.userPoolProviderName}`;
  const clients = pool.clients.map((client) => client.userPoolClientId);
  return {
    kind: 'jwt',
    issuer,
    audience: [...clients, ...audienceOf(place)],
    clients,
    scopes: pool.scopes,
    login: { userPool: pool.userPool, userPoolClient: pool.clients[0], machineClient: pool.machineClient },
    discovery: {
      authorizationServers: [stands(place)],
      scopes: pool.scopes,
      authorizationServer: metadata(pool, issuer, place),
      registration: pool.registeredCallbackUrls && {
        clientId: pool.clients[0].userPoolClientId,
        redirectUris: pool.registeredCallbackUrls,
        scopes: listWith(pool.scopes, ...STANDARD_SCOPES),
      },
    },
  };
}

/** What stands for the issuer: the origin, or where that has several servers this one's URL. */
function stands({ root, share }: AuthPlace): string {
  return `${root}${share}`;
}

/**
 * Cognito has no RFC 8414 document, and its OpenID configuration does not say that it does PKCE:
 * clients must refuse it then. So this origin answers in its stead, and is the `issuer` of the
 * document, while the tokens name Cognito's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414
 */
function metadata(pool: LoginPool, issuer: string, place: AuthPlace): Record<string, string | string[]> {
  return {
    issuer: stands(place),
    authorization_endpoint: `${pool.domainUrl}/oauth2/authorize`,
    token_endpoint: `${pool.domainUrl}/oauth2/token`,
    revocation_endpoint: `${pool.domainUrl}/oauth2/revoke`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    scopes_supported: listWith(pool.scopes, ...STANDARD_SCOPES),
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token', ...pool.tokenEndpointAuthMethods.length > 1 ? ['client_credentials'] : []],
    token_endpoint_auth_methods_supported: pool.tokenEndpointAuthMethods,
    code_challenge_methods_supported: ['S256'],
  };
}
