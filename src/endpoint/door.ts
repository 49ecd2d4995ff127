import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Guard } from '../auth/guard';
import { Fact } from '../private/tokens';

/** One kind of front door. Immutable: it may open for any number of servers. */
export interface EndpointStrategy {
  /** @param site unset where the door has no name of its own */
  describe(site?: Site): EndpointFacts;

  /**
   * Makes the API, not yet its routes: from here on the public URL is known, which the server's own
   * environment needs. It is built from the API's id and literals, so that the API depends on no
   * function and no cycle arises.
   */
  open(scope: Construct, site?: Site): Door;
}

/** Where a door stands that has a name of its own: what a domain makes of its URLs. */
export interface Site {
  /** Scheme and host, without a path. */
  readonly origin: string;

  /** What stands between the host and the door's path: empty, or a slash and segments. No stage. */
  readonly basePath: string;

  /** Whether the API's own URL answers beside it. */
  readonly defaultEndpoint: boolean;
}

/** What is known of a door before it opens. */
export interface DoorShell {
  /** The MCP path as the function sees it: API Gateway passes the stage on in it. */
  readonly eventPath: string;

  /**
   * Behind a domain: what it would be if API Gateway passed the path on as the client sent it. AWS does
   * not document that path; by all reports it is `eventPath`, as on the API's own URL.
   *
   * @see https://github.com/CodeGenieApp/serverless-express/issues/465
   */
  readonly otherEventPath?: string;

  /** What of `eventPath` is the stage: empty, or a slash and the name. */
  readonly stagePath: string;

  /** Whether responses are streamed through it. */
  readonly streaming: boolean;
}

/** What is answered without asking who calls. */
export interface PublicRoute {
  /** The id of its construct, which does not follow the path. */
  readonly id: string;

  /** From the root of the origin on, whatever the stage. */
  readonly path: string;
  readonly methods: ReadonlyArray<'Get' | 'Post' | 'Options'>;
}

/** A front door that is open and leads nowhere yet. */
export interface Door {
  readonly shell: DoorShell;

  /** Scheme and host of its URLs, without a path. */
  readonly origin: string;

  /** The URL of the whole API: with the stage, or on a domain with the base path. */
  readonly apiUrl: string;

  /** The MCP endpoint's URL. */
  readonly mcpUrl: string;

  /** What a domain leads to: the API's id and the stage's name. */
  readonly destination: { readonly apiId: string; readonly stage: string };

  /** The API, where the door is an HTTP API. */
  readonly httpApi?: apigwv2.HttpApi;

  /**
   * Leads requests that pass the guard to the live alias.
   *
   * @throws on a guard that this door cannot honour: it must not stay open instead
   */
  route(live: lambda.IAlias, guard: Guard): void;

  /**
   * Has the target answer for the origin, beside the server. Where the stage has a name and the door has
   * none, the origin's root gets a stage too, with the same limits.
   */
  publicRoutes(scope: Construct, routes: PublicRoute[], target: lambda.IFunction): void;

  /** Lets the grantee call the routes, where they ask IAM; nothing where they do not. */
  grantInvoke(grantee: iam.IGrantable): iam.Grant | undefined;
}

/** What is known of the door before any resource exists. */
export interface EndpointFacts {
  /** The call that the user wrote, for messages. */
  readonly call: string;
  readonly path: Fact<string>;

  /** Whether the path begins with a literal slash, also where the rest is a token. */
  readonly pathHasSlash: boolean;
  readonly stageName: Fact<string>;

  /** What the door will be, as far as the server's environment is made from it. */
  readonly shell: DoorShell;
  readonly rateLimit: Fact<number>;
  readonly burstLimit: Fact<number>;
  readonly cors?: CorsFacts;

  /** How long the door waits for an answer. */
  readonly timeoutSeconds: number;
}

export interface CorsFacts {
  readonly allowOrigins: ReadonlyArray<Fact<string>>;
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds: Fact<number>;
}
