import { Duration } from 'aws-cdk-lib';
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

  /** Scheme and host of it, without a path. */
  readonly origin: string;
}

/** What an auth asks of the door. A door throws on a kind that it does not know. */
export type Guard = OpenGuard | JwtGuard | LambdaGuard | IamGuard | InServerGuard;

/** Everybody may call. */
export interface OpenGuard {
  readonly kind: 'none';
}

/** Callers show a JWT of this issuer. */
export interface JwtGuard {
  readonly kind: 'jwt';
  readonly issuer: string;
  readonly audience: string[];

  /** A token needs one of them; none means that each valid token is let in. */
  readonly scopes: string[];
  readonly discovery: Discovery;
}

/** A function of the user's decides on each call. */
export interface LambdaGuard {
  readonly kind: 'lambda';
  readonly handler: lambda.IFunction;

  /** Where its input stands in a request, as API Gateway writes it; a request without it gets a 401. */
  readonly identitySource: string[];
  readonly resultsCacheTtl: Duration;

  /** Unset where its callers show no OAuth token. */
  readonly discovery?: Discovery;
}

/** Callers sign their requests with AWS credentials (Signature Version 4). */
export interface IamGuard {
  readonly kind: 'iam';
}

/** The server asks by itself. */
export interface InServerGuard {
  readonly kind: 'in-server';

  /** What reaches the server beside the MCP path, with every method: exact paths from the origin on. */
  readonly publicPaths: string[];
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

  /** Whether the door lets everybody through to the server. */
  readonly publicAccess: boolean;

  /** Whether callers show a token of an authorization server that clients must find. */
  readonly tokenBased: boolean;
  readonly jwt?: JwtFacts;
}

export interface JwtFacts {
  readonly issuer: Fact<string>;
  readonly audience: ReadonlyArray<Fact<string>>;
  readonly scopes: ReadonlyArray<Fact<string>>;
}
