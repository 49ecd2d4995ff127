/** Who is asked before a function is. */
export type RouteGuard = JwtGuard | LambdaGuard | IamGuard;

/** Requests are signed with AWS credentials (Signature Version 4). */
export interface IamGuard {
  readonly kind: 'iam';
}

/** A JWT authorizer with the scopes that its route asks for. */
export interface JwtGuard {
  readonly kind: 'jwt';
  /** The authorizer's name, or its logical id. */
  readonly name: string;
  /** Where the token stands: `$request.header.Authorization`, `$request.querystring.token`. */
  readonly identitySource: readonly string[];
  /** `Issuer` of the configuration, as it is written. */
  readonly issuer: string;
  /** The API's own URL stands as `LOCAL_ORIGIN` in it. */
  readonly audience: readonly string[];
  /** One of them is enough; none are asked for where the list is empty. */
  readonly scopes: readonly string[];
  /** The logical ids of what issuer and audience are made of: only a deployment knows them, and missing where it makes none of them. */
  readonly made?: readonly string[];
  /** The template's clients in the audience; missing as `made` is. */
  readonly clients?: readonly ClientFacts[];
}

/** An `AWS::Cognito::UserPoolClient`. */
export interface ClientFacts {
  /** As it stands in the audience. */
  readonly id: string;
  /** `CallbackURLs`. */
  readonly redirectUris: readonly string[];
  /** Whether it has a secret, as programs have. */
  readonly secret: boolean;
  /** `AllowedOAuthScopes` of a client that may use client credentials; missing for others. */
  readonly machineScopes?: readonly string[];
}

/** A Lambda authorizer. */
export interface LambdaGuard {
  readonly kind: 'lambda';
  /** The authorizer's logical id: routes that name it share what it has decided. */
  readonly id: string;
  /** The logical id of the function that decides. */
  readonly function: string;
  /** What must be there before it is asked: `$request.header.Authorization`, `$context.routeKey`. */
  readonly identitySource: readonly string[];
  readonly payloadFormat: '1.0' | '2.0';
  /** Whether it answers `isAuthorized` instead of a policy. */
  readonly simpleResponses: boolean;
  /** How long an answer counts for the same identity: 0 to 3,600 s. */
  readonly resultTtlSeconds: number;
}
