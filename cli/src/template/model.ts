import type { SecretPlace, SecretService } from './secret-ids';

/**
 * What `dev` serves: plain facts read from a synthesised template, with no CloudFormation left in
 * them. `template/` makes it, `gateway/` and `instances/` live on it and read no template.
 */
export interface ServedServer {
  /** The construct path below the stack (`Server`), or the function's logical id where the template carries no paths. */
  readonly name: string;
  /** The stack's name. */
  readonly stack: string;
  /** Where the stack says that it is deployed; `us-east-1` where it does not say. */
  readonly region: string;
  readonly function: FunctionFacts;
  readonly door: HttpApiDoor | RestApiDoor | FunctionUrlDoor;
  /** What the function may read of secrets; missing where that is nothing. */
  readonly secrets?: SecretsFacts;
  /** What the template uses and `dev` does not serve; shown on start. */
  readonly notices: readonly Notice[];
}

/** A Lambda function whose code is an MCP server behind the Lambda Web Adapter. */
export interface FunctionFacts extends LambdaFacts {
  readonly adapter: AdapterFacts;
}

/** A Lambda function, whatever its code is. */
export interface LambdaFacts {
  readonly logicalId: string;
  /** `FunctionName` where the template gives one, else the logical id. */
  readonly functionName: string;
  /** `provided.al2023`, `nodejs24.x`, … */
  readonly runtime: string;
  /** What the door invokes: a published version's number, `1` where only a deployment counts them, or `$LATEST`. */
  readonly version: string;
  /** The alias through which the door invokes it. */
  readonly alias?: string;
  readonly handler: string;
  /** The unpacked asset on this machine, absolute; missing for a container image, in whose place a command runs. */
  readonly codeDirectory?: string;
  readonly architecture: 'arm64' | 'x86_64';
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** `ReservedConcurrentExecutions`: so many instances at most; 0 throttles every invocation. */
  readonly reservedConcurrency?: number;
  /** Every literal of the template's environment; the API's own URL stands as `LOCAL_ORIGIN`. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Secrets that the function's role may read. */
export interface SecretsFacts extends SecretPlace {
  readonly granted: readonly GrantedSecret[];
  /** Whether AWS's Parameters and Secrets extension is beside the server. */
  readonly extension: boolean;
}

export interface GrantedSecret {
  readonly service: SecretService;
  /** As it stands in a policy: an ARN with the wildcards of IAM, or the invented id of what the template makes. */
  readonly resource: string;
}

/** The settings of the Lambda Web Adapter, read from the function's environment. */
export interface AdapterFacts {
  /** `AWS_LWA_PORT`, else `PORT`, else 8080. */
  readonly port: number;
  /** `AWS_LWA_READINESS_CHECK_PATH`, default `/`. */
  readonly readinessPath: string;
  /** `AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS`; undefined waits for Lambda's init limit. */
  readonly readinessTimeoutSeconds?: number;
  /** `AWS_LWA_REMOVE_BASE_PATH`. */
  readonly removeBasePath?: string;
  readonly invokeMode: 'buffered' | 'response_stream';
}

/** An `AWS::ApiGatewayV2::Api` of protocol HTTP with its stages and routes. */
export interface HttpApiDoor {
  readonly kind: 'http-api';
  readonly logicalId: string;
  readonly stages: readonly StageFacts[];
  readonly routes: readonly RouteFacts[];
  /** The functions besides the server's that its routes and authorizers invoke. */
  readonly functions: readonly LambdaFacts[];
  readonly cors?: CorsFacts;
  readonly domain?: DomainFacts;
  /** The MCP endpoint's path as a client sees it, with the stage or behind the domain: `/prod/mcp`. */
  readonly mcpPath: string;
}

/** An `AWS::ApiGateway::RestApi`. */
export interface RestApiDoor {
  readonly kind: 'rest-api';
  readonly logicalId: string;
  /** Each has a name, which is the first segment of the path. */
  readonly stages: readonly StageFacts[];
  readonly routes: readonly RestRouteFacts[];
  /** The functions besides the server's that its methods and authorizers invoke. */
  readonly functions: readonly LambdaFacts[];
  /** The keys that clients may have; the header is `x-api-key`, unless authorizers name the key. */
  readonly apiKeys: readonly ApiKeyFacts[];
  readonly keySource: 'header' | 'authorizer';
  /** What the API says in place of its own answers. */
  readonly gatewayResponses: readonly GatewayResponseFacts[];
  /** Media types whose bodies are bytes; those of all others are UTF-8. A star stands for any type with a slash between two. */
  readonly binaryMediaTypes: readonly string[];
  readonly domain?: DomainFacts;
  /** The MCP endpoint's path as a client sees it, with the stage or behind the domain: `/prod/mcp`. */
  readonly mcpPath: string;
}

/** Custom domains that lead to an API: the local origin stands for all of them. */
export interface DomainFacts {
  /** `mcp.example.com`; missing where only a deployment knows it. */
  readonly name?: string;
  /** What leads to which stage, the longest keys first; never empty. */
  readonly mappings: readonly MappingFacts[];
  /** Whether the API's own URL answers besides (`DisableExecuteApiEndpoint`). */
  readonly ownUrl: boolean;
}

/** An `AWS::ApiGatewayV2::ApiMapping`. */
export interface MappingFacts {
  /** The first segments of the path, without a slash at either end; empty at the root. */
  readonly key: string;
  readonly stage: string;
}

/** An `AWS::Lambda::Url`. */
export interface FunctionUrlDoor {
  readonly kind: 'function-url';
  readonly logicalId: string;
  /** One, for any path. */
  readonly routes: readonly RouteFacts[];
  /** None: it invokes no function but the server's. */
  readonly functions: readonly LambdaFacts[];
  /** Whether the answer is passed on while the function makes it. */
  readonly streams: boolean;
  readonly cors?: CorsFacts;
  /** Why nobody may call it, where the function's policy lets nobody. */
  readonly forbidden?: string;
  /** Where an MCP server is usually found: `/mcp`. */
  readonly mcpPath: string;
}

export interface StageFacts {
  /** `$default` or a name that is the first segment of the path. */
  readonly name: string;
  /** Of the stage as a whole (`DefaultRouteSettings`): every route without settings of its own shares it. */
  readonly throttle?: ThrottleFacts;
  /** Routes with settings of their own (`RouteSettings`), by their keys. */
  readonly routeThrottles: Readonly<Record<string, ThrottleFacts>>;
}

/** A token bucket: so many requests a second, and so many at once. */
export interface ThrottleFacts {
  readonly rateLimit?: number;
  readonly burstLimit?: number;
}

export interface RouteFacts {
  /** `POST /mcp`, `ANY /{proxy+}`, `$default`. */
  readonly key: string;
  /** Why `dev` cannot answer this route as AWS does (`guarded by …`): it answers 501. */
  readonly unserved?: string;
  /** Set where `unserved` is about a guard: what becomes of requests if nobody is asked. */
  readonly withoutGuard?: Pick<RouteFacts, 'unserved' | 'function'>;
  /** Who may call it; nobody is asked where this is missing. */
  readonly guard?: RouteGuard;
  /** The logical id of the function that answers; the server's own where this is missing. */
  readonly function?: string;
  /** How long the route waits for the function: 50 to 30,000 ms. */
  readonly integrationTimeoutMs: number;
}

/** A method of a REST API: `POST /mcp`, `ANY /{proxy+}`. */
export interface RestRouteFacts extends Omit<RouteFacts, 'guard' | 'withoutGuard'> {
  /** Who may call it; nobody is asked where this is missing. */
  readonly guard?: RestLambdaGuard;
  /** Whether one of the API's keys is asked for. */
  readonly asksForKey?: true;
  /** 50 to 900,000 ms; beyond 29,000 where the account's quota allows it, or where it streams. */
  readonly integrationTimeoutMs: number;
  /** Set where the answer is passed on while the function makes it: so long it may stand still, in milliseconds. */
  readonly streamIdleMs?: number;
  /** The API answers by itself. */
  readonly mock?: MockFacts;
  /** Set where `unserved` is about a guard: what becomes of requests if nobody is asked. */
  readonly withoutGuard?: Pick<RestRouteFacts, 'unserved' | 'function' | 'mock'>;
}

/** A fixed answer, as the preflights of the CDK have it. */
export interface MockFacts {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** The body; there is none where this is missing. The API's own URL stands as `LOCAL_ORIGIN` in it. */
  readonly body?: { readonly mediaType: string; readonly text: string };
}

/** An `AWS::ApiGateway::ApiKey` that opens stages by its usage plans. */
export interface ApiKeyFacts {
  /** Its logical id. */
  readonly id: string;
  /** As clients send it. */
  readonly value: string;
  /** The stages of the API that it opens. */
  readonly stages: readonly string[];
}

/** A Lambda authorizer of a REST API. */
export interface RestLambdaGuard {
  readonly kind: 'rest-lambda';
  /** The authorizer's logical id: methods that name it share what it has decided. */
  readonly id: string;
  /** The logical id of the function that decides. */
  readonly function: string;
  readonly type: 'TOKEN' | 'REQUEST';
  /** What must be there before it is asked: `method.request.header.Authorization`, `context.path`; of a TOKEN one. */
  readonly identitySource: readonly string[];
  /** `IdentityValidationExpression`: a regular expression that the token must fit. */
  readonly validation?: string;
  /** How long an answer counts for the same identity: 0 to 3,600 s. */
  readonly resultTtlSeconds: number;
  /** Which tokens the function lets in, where its environment says so. */
  readonly tokens?: JwtGuard;
}

/** An `AWS::ApiGateway::GatewayResponse`. */
export interface GatewayResponseFacts {
  /** `DEFAULT_4XX`, `THROTTLED`, … */
  readonly type: string;
  /** The API's own where this is missing. */
  readonly status?: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** The body, with variables such as `$context.error.messageString`; the API's own where this is missing. Its URL stands as `LOCAL_ORIGIN` here and in headers. */
  readonly template?: { readonly mediaType: string; readonly text: string };
}

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

/** `CorsConfiguration` of the API, as API Gateway reads it. */
export interface CorsFacts {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number;
}

/** The functions besides the server's that its API invokes. */
export function functionsOf({ door }: ServedServer): readonly LambdaFacts[] {
  return door.functions;
}

/** Something of the template that `dev` does not serve. */
export interface Notice {
  /** Stable and short: `jwt-authorizer`, `payload-format`. */
  readonly id: string;
  /** A sentence that names the resource and says what happens instead. */
  readonly message: string;
}

/** Stands in the environment and in fixed answers for the origin of the API and of its custom domains until the local port is known. */
export const LOCAL_ORIGIN = '{{mcp-lambda:origin}}';
