import { Environment, ApiEvent, RegisteredClient, VARIABLES } from './wire';

/** More than any client says of itself. */
const MAX_BYTES = 16 * 1024;

/** What a request for registration is answered with, before it is written as a response. */
export interface Registered {
  readonly statusCode: 201 | 400 | 413;
  readonly document: object;
}

/**
 * Answers with the one client that is registered, which is public and does PKCE, whatever else the
 * request asks for: RFC 7591 lets a server replace all of it. Of the redirect URIs those remain that are
 * in the list, as clients name more than they log in with; without one of them nobody could be sent back.
 * Nothing of the request is given back but what equals a redirect URI of the list.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7591#section-3.2
 */
export function register(event: ApiEvent, environment: Environment): Registered {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > MAX_BYTES) {
    return refused(413, 'invalid_client_metadata', `the request has more than ${MAX_BYTES} bytes`);
  }
  if (mediaType(event) !== 'application/json') {
    return refused(400, 'invalid_client_metadata', 'the content-type must be application/json');
  }
  const metadata = parse(body.toString('utf8'));
  if (metadata === undefined) {
    return refused(400, 'invalid_client_metadata', 'the request must be a JSON object');
  }
  const client = JSON.parse(environment[VARIABLES.registration]!) as RegisteredClient;
  const wanted = metadata.redirect_uris;
  if (!Array.isArray(wanted) || wanted.length === 0) {
    return refused(400, 'invalid_redirect_uri', 'redirect_uris must be a list of one at least');
  }
  const allowed = [...new Set(wanted)].filter((uri) => client.redirect_uris.includes(uri));
  if (allowed.length === 0) {
    return refused(400, 'invalid_redirect_uri', 'one of redirect_uris must be a callback URL of the client, exactly and with its port');
  }
  return {
    statusCode: 201,
    document: {
      client_id: client.client_id,
      redirect_uris: allowed,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: client.scope,
    },
  };
}

function refused(statusCode: 400 | 413, error: 'invalid_redirect_uri' | 'invalid_client_metadata', description: string): Registered {
  return { statusCode, document: { error, error_description: description } };
}

function mediaType({ headers }: ApiEvent): string {
  const [, value] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  return (value ?? '').split(';')[0].trim().toLowerCase();
}

/** The object that the text is; nothing where it is another value, or no JSON. */
function parse(text: string): { readonly redirect_uris?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
