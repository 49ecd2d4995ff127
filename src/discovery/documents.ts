import { Fn, Token } from 'aws-cdk-lib';
import { PATHS, RegisteredClient, VARIABLES } from './handler/wire';
import { AuthPlace, Discovery } from '../auth/guard';
import { PublicRoute } from '../endpoint/door';
import { jsonOf } from '../private/json';
import { sharePath } from '../private/paths';

const READ: PublicRoute['methods'] = ['Get', 'Options'];
/** @see https://openid.net/specs/openid-connect-discovery-1_0.html */
const OPENID_CONFIGURATION = '/.well-known/openid-configuration';

const WRITE: PublicRoute['methods'] = ['Post', 'Options'];

/** What clients find on the origin of the MCP URL. */
export interface Documents {
  /** @see https://www.rfc-editor.org/rfc/rfc9728 */
  readonly resource: Readonly<Record<string, string | string[]>>;

  /** @see https://www.rfc-editor.org/rfc/rfc8414 */
  readonly authorizationServer?: Readonly<Record<string, string | string[]>>;

  /** What a request for registration is answered from. */
  readonly registration?: RegisteredClient;
}

/**
 * The documents, from configuration alone: what a request says of its host or path is in none of them.
 *
 * @param name what a login page may call the server
 */
export function documentsOf(discovery: Discovery, place: AuthPlace, name: string): Documents {
  const { authorizationServers, scopes, authorizationServer, registration } = discovery;
  return {
    resource: {
      resource: place.mcpUrl,
      authorization_servers: authorizationServers,
      scopes_supported: scopes,
      bearer_methods_supported: ['header'],
      resource_name: name,
    },
    authorizationServer: authorizationServer && {
      ...authorizationServer,
      ...registration && { registration_endpoint: `${place.root}${PATHS.registration}${place.share}` },
    },
    registration: registration && {
      client_id: registration.clientId,
      redirect_uris: registration.redirectUris,
      scope: textOf(registration.scopes, ' '),
    },
  };
}

/**
 * Where they are answered; the integration has its id from the first one. Where several servers share the
 * root, each has its documents where its own path stands behind the well-known one, and none has the root.
 */
export function routesOf({ resource, authorizationServer, registration }: Documents, place: AuthPlace): PublicRoute[] {
  const own = ownPath(place);
  const document = jsonOf(resource);
  return [
    ...place.share === '' ? [{ id: 'RootResourceMetadata', path: PATHS.resource, methods: READ, document }] : [],
    ...own === PATHS.resource ? [] : [{ id: 'ResourceMetadata', path: own, methods: READ, document }],
    ...authorizationServer ? [{ id: 'AuthorizationServerMetadata', path: `${PATHS.authorizationServer}${place.share}`, methods: READ, document: jsonOf(authorizationServer) }] : [],
    ...authorizationServer && hasPath(place.root) ? [{ id: 'OpenIdConfiguration', path: `${place.share}${OPENID_CONFIGURATION}`, methods: READ, document: openId(authorizationServer) }] : [],
    ...registration ? [{ id: 'Registration', path: `${PATHS.registration}${place.share}`, methods: WRITE }] : [],
  ];
}

/** Where the document about the resource is, as a 401 may say it. */
export function resourceMetadataUrl(place: AuthPlace): string {
  return `${place.root}${ownPath(place)}`;
}

/** With the path of the MCP URL behind it, as RFC 9728 has it. */
function ownPath({ mcpUrl, root }: AuthPlace): string {
  return `${PATHS.resource}${sharePath(mcpUrl, root)}`;
}

/** Below a path clients look for the authorization server's own document at its host's root, which is not here, and then for this one. */
function hasPath(root: string): boolean {
  return root.slice('https://'.length).includes('/');
}

/** With the two fields more that OpenID Connect Discovery requires. */
function openId(authorizationServer: object): string {
  return jsonOf({ ...authorizationServer, subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] });
}

/** What the routes are answered from, as the handler's environment, where tokens are resolved. */
export function variablesOf(documents: Documents, routes: PublicRoute[]): Record<string, string> {
  return Object.fromEntries(Object.entries(VARIABLES).flatMap(([name, variable]) => {
    const document = documents[name as keyof Documents];
    const asked = routes.some(({ path }) => path.startsWith(PATHS[name as keyof Documents]));
    return document && asked ? [[variable, jsonOf(document)]] : [];
  }));
}

function textOf(values: string[], delimiter: string): string {
  return Token.isUnresolved(values) ? Fn.join(delimiter, values) : values.join(delimiter);
}
