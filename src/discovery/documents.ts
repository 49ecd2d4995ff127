import { Fn, Token } from 'aws-cdk-lib';
import { PATHS, RegisteredClient, VARIABLES } from './handler/wire';
import { AuthPlace, Discovery } from '../auth/guard';
import { PublicRoute } from '../endpoint/door';

const READ: PublicRoute['methods'] = ['Get', 'Options'];
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
      ...registration && { registration_endpoint: `${place.origin}${PATHS.registration}` },
    },
    registration: registration && {
      client_id: registration.clientId,
      redirect_uris: registration.redirectUris,
      scope: textOf(registration.scopes, ' '),
    },
  };
}

/** Where they are answered. The first one is always there: the integration has its id from it. */
export function routesOf({ authorizationServer, registration }: Documents, place: AuthPlace): PublicRoute[] {
  const mcpPath = place.mcpUrl.slice(place.origin.length);
  return [
    { id: 'RootResourceMetadata', path: PATHS.resource, methods: READ },
    ...mcpPath === '/' ? [] : [{ id: 'ResourceMetadata', path: `${PATHS.resource}${mcpPath}`, methods: READ }],
    ...authorizationServer ? [{ id: 'AuthorizationServerMetadata', path: PATHS.authorizationServer, methods: READ }] : [],
    ...registration ? [{ id: 'Registration', path: PATHS.registration, methods: WRITE }] : [],
  ];
}

/** The documents as the handler's environment, where tokens are resolved. */
export function variablesOf(documents: Documents): Record<string, string> {
  return Object.fromEntries(Object.entries(VARIABLES).flatMap(([name, variable]) => {
    const document = documents[name as keyof Documents];
    return document ? [[variable, jsonOf(document)]] : [];
  }));
}

/**
 * JSON with tokens in its texts. CDK's own `toJsonString` makes a custom resource for a list that is a
 * token; joined by what stands between two texts, it is one text more.
 */
function jsonOf(document: object): string {
  return JSON.stringify(document, (_name, value) => (Array.isArray(value) && Token.isUnresolved(value) ? [Fn.join('","', value)] : value));
}

function textOf(values: string[], delimiter: string): string {
  return Token.isUnresolved(values) ? Fn.join(delimiter, values) : values.join(delimiter);
}
