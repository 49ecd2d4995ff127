/**
 * What the construct and the handler agree on. The handler is bundled by itself: nothing in this folder
 * imports anything of the library from outside of it.
 */

/** The environment variables that say which tokens are let in. */
export const VARIABLES = {
  issuer: 'JWT_ISSUER',

  /** A JSON list: of what `aud` may be or, where a token has none, its `client_id`. */
  audience: 'JWT_AUDIENCE',

  /** A JSON list: a token needs one of them, if there are any. */
  scopes: 'JWT_SCOPES',

  /** A JSON list: of what `client_id` must be, whatever the audience; unset where clients are not known. */
  clients: 'JWT_CLIENTS',
} as const;

/** Which tokens are let in. */
export interface Settings {
  readonly issuer: string;
  readonly audience: string[];
  readonly scopes: string[];
  readonly clients?: string[];
}

/**
 * What is read of an event.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export interface TokenEvent {
  /** The whole `Authorization` header. */
  readonly authorizationToken: string;

  /** `arn:aws:execute-api:region:account:api/stage/METHOD/path`. */
  readonly methodArn: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
export interface Decision {
  readonly principalId: string;
  readonly policyDocument: object;

  /** What the server finds in its request context: texts alone. */
  readonly context: Readonly<Record<string, string>>;
}
