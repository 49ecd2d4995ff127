/**
 * What the construct and the handler agree on. The handler is uploaded by itself: nothing in this
 * folder imports anything from outside of it.
 */

/** Where clients look, at the origin's root; where several servers share it, with the path of the MCP URL behind each. */
export const PATHS = {
  /** RFC 9728; also with the path of the MCP URL behind it. */
  resource: '/.well-known/oauth-protected-resource',

  /** RFC 8414. */
  authorizationServer: '/.well-known/oauth-authorization-server',

  /** RFC 7591 leaves the path open; this is the one that clients try by themselves. */
  registration: '/register',
} as const;

/** The environment variables that hold the documents, as JSON. */
export const VARIABLES = {
  resource: 'RESOURCE_METADATA',
  authorizationServer: 'AUTHORIZATION_SERVER_METADATA',
  registration: 'CLIENT_REGISTRATION',
} as const;

/** The handler's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What `CLIENT_REGISTRATION` holds. */
export interface RegisteredClient {
  readonly client_id: string;

  /** What the client may ask for: exactly these. */
  readonly redirect_uris: string[];

  /** Parted by spaces. */
  readonly scope: string;
}

/**
 * What is read of an event: of an HTTP API, payload format 2.0, and of a REST API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export interface ApiEvent {
  /** `GET /.well-known/oauth-protected-resource`: the same on every stage and domain. Unset for a REST API. */
  readonly routeKey?: string;

  /** Its two halves in an event of a REST API. */
  readonly httpMethod?: string;
  readonly resource?: string;

  /** Their names as the client wrote them, for a REST API, and else in lower case. */
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

/** An answer as both kinds of API take it. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
