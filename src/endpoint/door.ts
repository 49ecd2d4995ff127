import { Duration } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CorsFacts, McpCors } from './cors';
import { LegacySseFacts } from './legacy-sse';
import { RestAccessFacts } from './rest-access';
import { UsagePlanFacts } from './usage-plan';
import { WebAclFacts } from './web-acl';
import { AuthPlace, Guard } from '../auth/guard';
import { OwnLogging } from '../private/own-function';
import { Fact } from '../private/tokens';

/** One kind of front door. Immutable: it may open for any number of servers. */
export interface EndpointStrategy {
  /** The public path of the MCP endpoint. */
  readonly path: string;

  /** Unset where the API has its own. */
  readonly cors?: McpCors;

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

  /** Whether AWS documents both paths. */
  readonly eventPathsDocumented: boolean;

  /** What of `eventPath` is the stage: empty, or a slash and the name. */
  readonly stagePath: string;

  /** Whether responses are streamed through it. */
  readonly streaming: boolean;
}

/** What is answered without asking who calls. */
export interface PublicRoute {
  /** The id of its construct, which does not follow the path. */
  readonly id: string;

  /** From the door's `root` on, whatever the stage. */
  readonly path: string;
  readonly methods: ReadonlyArray<'Get' | 'Post' | 'Options'>;

  /** The JSON with which GET is answered each time; unset where a function has to look at the request. */
  readonly document?: string;
}

/** What clients find that have no token. */
export interface Publication {
  readonly routes: PublicRoute[];

  /** What a 401 says, where the door may add to it. */
  readonly challenge: Challenge;

  /** Makes the function that answers these routes; a door that answers by itself does without. */
  answering(routes: PublicRoute[]): lambda.IFunction;
}

/** @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1 */
export interface Challenge {
  /** The URL of the document about the resource. */
  readonly resourceMetadata: string;
  readonly scopes: string[];
}

/** What routes are made with. */
export interface RouteOptions extends OwnLogging {
  /** How long the function may take, and so the door waits, where that can be set. */
  readonly timeout: Duration;

  /** Whether X-Ray follows requests, where the door can begin it. */
  readonly tracing: lambda.Tracing;
}

/** A front door that is open and leads nowhere yet. */
export interface Door extends AuthPlace {
  readonly shell: DoorShell;

  /** The URL of the whole API: with the stage, or on a domain with the base path. Of a function URL it is known once it is routed. */
  readonly apiUrl: string;

  /** The URL that the server is told; unset where it depends on the function. */
  readonly publicUrl?: string;

  /** What a domain leads to: the API's id and the stage's name. Unset where no domain can, or the API has its own. */
  readonly destination?: { readonly apiId: string; readonly stage: string };

  /** The HTTP API, where one is made. */
  readonly httpApi?: apigwv2.HttpApi;

  /** The MCP path for every method and stage that the door has, where an API asks IAM for it. */
  readonly executeApiArn?: string;

  /** What AWS counts at this door, over all its stages. */
  readonly metrics: DoorMetrics;

  /** The REST API, where one is made. */
  readonly restApi?: apigateway.RestApi;

  /** The URL, where the door is one. */
  readonly functionUrl?: lambda.FunctionUrl;

  /**
   * Where the door writes a line for each request: JSON with at least `apiId`, `status` and
   * `integrationStatus`, which differs from `status` where the door answers by itself. Made by the first
   * call, where the endpoint's options have not asked for it; nothing where the door writes none, or none that was not asked for.
   */
  accessLog(): logs.ILogGroup | undefined;

  /**
   * Leads requests that pass the guard to the live alias.
   *
   * @throws on a guard that this door cannot honour: it must not stay open instead
   */
  route(live: lambda.IAlias, guard: Guard, options: RouteOptions): void;

  /** Answers for the root, beside the server, what clients without a token ask. */
  publish(scope: Construct, publication: Publication): void;

  /** Lets the grantee call the routes, where they ask IAM; nothing where they do not. */
  grantInvoke(grantee: iam.IGrantable): iam.Grant | undefined;
}

/** Where AWS counts what a door does, and under which names. */
export interface DoorMetrics {
  readonly namespace: string;

  /** What sets this door's figures apart from those of others. */
  readonly dimensions: Readonly<Record<string, string>>;

  /** All requests, also those that the door has refused. */
  readonly requests: string;

  /** Those that were answered with a status of 400 to 499. */
  readonly clientErrors: string;

  /** Those that were answered with 500 and above, by the server or because there was no answer of it. */
  readonly serverErrors: string;

  /** From a request to its whole answer, in milliseconds. */
  readonly latency: string;

  /** Every name that the door has, those above included, and how its figures of a period are put together. */
  readonly statistics: Readonly<Record<string, string>>;
}

/** What an API can ask of callers: whatever an auth does. */
export const EVERY_GUARD: ReadonlyArray<Guard['kind']> = ['none', 'jwt', 'lambda', 'iam', 'in-server'];

/** What is known of the door before any resource exists. */
export interface EndpointFacts {
  /** The call that the user wrote, for messages. */
  readonly call: string;

  /** What it can ask of callers. */
  readonly guards: ReadonlyArray<Guard['kind']>;

  /** Whether a Lambda authorizer of it may answer without a policy. */
  readonly simpleResponses: boolean;

  /** Whether a domain can lead to it. */
  readonly takesDomain: boolean;
  readonly path: Fact<string>;

  /** Whether the path begins with a literal slash, also where the rest is a token. */
  readonly pathHasSlash: boolean;

  /** Whether it makes something of each segment of a path, and so takes no token in one. */
  readonly literalPaths: boolean;

  /** Unset where there are no stages. */
  readonly stage?: StageFacts;

  /** Unset where nothing asks for the old transport. */
  readonly legacySse?: LegacySseFacts;

  /** What the door will be, as far as the server's environment is made from it. */
  readonly shell: DoorShell;

  /** Unset where the door does not throttle. */
  readonly rateLimit?: Fact<number>;
  readonly burstLimit?: Fact<number>;
  readonly cors?: CorsFacts;

  /** What its CORS does with origins; unset where the API is the user's. */
  readonly origins?: OriginFacts;

  /** Unset where the options do not ask for one. */
  readonly accessLog?: AccessLogFacts;

  /** Set for a REST API that is made for the server. */
  readonly rest?: RestFacts;

  /** Whether nothing of the server is found at the root of its own host, where clients look. */
  readonly hidesRoot: boolean;

  /** Set where the API is the user's, and may have other routes. */
  readonly given?: GivenApiFacts;

  /** How long the door waits for an answer. */
  readonly timeoutSeconds: number;
}

export interface RestFacts {
  readonly access: RestAccessFacts;

  /** Whether the user's resource policy allows a path to the server to anybody; unset without one. */
  readonly policyForAnybody?: boolean;
  readonly webAcl?: WebAclFacts;
  readonly usagePlan?: UsagePlanFacts;
}

/** What is known of an API that the user has. */
export interface GivenApiFacts {
  /** Unset where the server is reached at the URL that API Gateway makes up. */
  readonly apiUrl?: {
    readonly url: Fact<string>;

    /** As far as it is known. */
    readonly wellFormed: boolean;
  };

  /** Whether the URL that API Gateway makes up is known to be switched off. */
  readonly ownUrlOff: boolean;

  /** The paths of the routes that it is known to have. */
  readonly takenPaths: string[];

  /** The path of the stack in which the server must be; unset where it may be in any. */
  readonly stack?: string;

  /** Whether it has no stage of its own, and the user names none. */
  readonly stageUnknown?: boolean;
}

export interface StageFacts {
  readonly name: Fact<string>;

  /** Whether there is a stage without a name: `$default`. */
  readonly nameless: boolean;
}

/** What a door makes of `allowOrigins`. */
export interface OriginFacts {
  /** Whether `https://*` takes every origin that begins so: others compare it as it is, with no browser's. */
  readonly patterns: boolean;

  /** Whether `*` may have others beside it. */
  readonly anyBesideOthers: boolean;
}

/** Which of an access log's options are set. */
export interface AccessLogFacts {
  readonly retention: boolean;
  readonly ownLogGroup: boolean;
}
