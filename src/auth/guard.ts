import { Duration } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Fact } from '../private/tokens';

/** One way to let callers in. Immutable: it may guard any number of servers. */
export interface AuthStrategy {
  describe(): AuthFacts;

  /** Makes what the auth needs beside the door, such as a user pool, under the server. */
  bind(scope: Construct, place: AuthPlace): Guard;
}

/** Where the server is reached: known before any route exists. */
export interface AuthPlace {
  /** The MCP endpoint's URL, which clients send as `resource` (RFC 8707). */
  readonly mcpUrl: string;

  /**
   * Where clients find what they must know before they have a token: scheme and host, and where the
   * host's own root cannot be reached the path below which it is.
   */
  readonly root: string;

  /**
   * What tells this server's documents at the root from those of others: the path of the MCP URL. Empty
   * where the root is this server's alone.
   */
  readonly share: string;
}

/** What an auth asks of the door. A door throws on a kind that it does not know. */
export type Guard = OpenGuard | JwtGuard | LambdaGuard | IamGuard | InServerGuard;

/** How many of an authorizer's audiences the MCP URL takes: with and without a slash at its end. */
export const OWN_AUDIENCES = 2;

/** What any guard may bring with it. */
export interface Bound {
  /** Set where a user pool stands behind it. */
  readonly login?: Login;
}

/** Everybody may call. */
export interface OpenGuard extends Bound {
  readonly kind: 'none';
}

/** Callers show a JWT of this issuer. */
export interface JwtGuard extends Bound {
  readonly kind: 'jwt';
  readonly issuer: string;
  readonly audience: string[];

  /**
   * The only clients whose tokens are let in, where they are known. The door of an HTTP API cannot ask for it: its
   * authorizer looks at `client_id` in tokens without an audience alone.
   */
  readonly clients?: string[];

  /** A token needs one of them; none means that each valid token is let in. */
  readonly scopes: string[];
  readonly discovery: Discovery;
}

/** A function of the user's decides on each call. */
export interface LambdaGuard extends Bound {
  readonly kind: 'lambda';
  readonly handler: lambda.IFunction;

  /** Where its input stands in a request, as API Gateway writes it; a request without it gets a 401. */
  readonly identitySource: string[];
  readonly resultsCacheTtl: Duration;

  /** Whether it answers with an IAM policy, and gets the request in payload format 1.0. */
  readonly answersPolicy: boolean;

  /** Unset where its callers show no OAuth token. */
  readonly discovery?: Discovery;
}

/** Callers sign their requests with AWS credentials (Signature Version 4). */
export interface IamGuard extends Bound {
  readonly kind: 'iam';
}

/** The server asks by itself. */
export interface InServerGuard extends Bound {
  readonly kind: 'in-server';

  /** What reaches the server beside the MCP path, with every method: exact paths from the origin on. */
  readonly publicPaths: string[];
}

/** The user pool behind an auth, for who wants to build on it. */
export interface Login {
  readonly userPool: cognito.IUserPool;
  readonly userPoolClient: cognito.IUserPoolClient;
  readonly machineClient?: cognito.IUserPoolClient;
}

/** What clients must find out by themselves (RFC 9728, RFC 8414, RFC 7591). */
export interface Discovery {
  /** `authorization_servers` of the RFC 9728 document: issuers, or this origin where it answers for one. */
  readonly authorizationServers: string[];

  /** `scopes_supported` of the RFC 9728 document. */
  readonly scopes: string[];

  /**
   * RFC 8414 metadata that this origin answers in the issuer's stead, with this origin as `issuer`.
   * `registration_endpoint` is added where there is a registration.
   */
  readonly authorizationServer?: Readonly<Record<string, string | string[]>>;

  /** What a request for registration is answered with. */
  readonly registration?: Registration;
}

/** One public client that is registered already, and what it may ask for. */
export interface Registration {
  readonly clientId: string;
  readonly redirectUris: string[];
  readonly scopes: string[];
}

/** What is known of the auth before any resource exists. */
export interface AuthFacts {
  /** The call that the user wrote, for messages. */
  readonly call: string;

  /** What it will ask of the door. */
  readonly guard: Guard['kind'];

  /** Whether the door lets everybody through to the server. */
  readonly publicAccess: boolean;

  /** Whether callers show a token of an authorization server that clients must find. */
  readonly tokenBased: boolean;
  readonly jwt?: JwtFacts;
  readonly cognito?: CognitoFacts;
  readonly userPool?: UserPoolFacts;

  /** Where users are sent back to, and the setting that says so. */
  readonly callbackUrls?: { readonly setting: string; readonly urls: ReadonlyArray<Fact<string>> };

  /** Whether clients may register themselves, and are sent back to these URLs. */
  readonly clientRegistration?: boolean;
  readonly lambdaAuthorizer?: LambdaAuthorizerFacts;
  readonly inServer?: { readonly publicPaths: ReadonlyArray<Fact<string>> };
}

export interface JwtFacts {
  readonly issuer: Fact<string>;

  /** Unset where the MCP URL is the only audience. */
  readonly audience?: ReadonlyArray<Fact<string>>;
  readonly scopes: ReadonlyArray<Fact<string>>;
}

export interface CognitoFacts {
  readonly scopes: ReadonlyArray<{ readonly name: Fact<string>; readonly description: Fact<string> }>;

  /** Unset where it is made up. */
  readonly domainPrefix?: Fact<string>;
  readonly userPoolName?: Fact<string>;
  readonly accessTokenSeconds: Fact<number>;
  readonly refreshTokenSeconds: Fact<number>;
}

export interface UserPoolFacts {
  readonly region: Fact<string>;
  readonly clients: number;
  readonly domainUrl: Fact<string>;
  readonly scopes: ReadonlyArray<Fact<string>>;
}

export interface LambdaAuthorizerFacts {
  /** Where the function is. */
  readonly region: Fact<string>;
  readonly identitySource: ReadonlyArray<Fact<string>>;
  readonly resultsCacheSeconds: Fact<number>;
  readonly answersPolicy: boolean;

  /** Unset where clients find nothing. */
  readonly authorizationServers?: ReadonlyArray<Fact<string>>;
  readonly scopes: ReadonlyArray<Fact<string>>;
}
