import type { DomainFacts, StageFacts } from './entrance';
import type { LambdaFacts } from './function';
import type { IamGuard, JwtGuard } from './guards';
import type { RouteFacts } from './route';
import type { ApiKeyFacts, UsagePlanFacts } from './usage-plan';

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
  /** What the keys may do how often. */
  readonly usagePlans: readonly UsagePlanFacts[];
  /** What the API says in place of its own answers. */
  readonly gatewayResponses: readonly GatewayResponseFacts[];
  /** Media types whose bodies are bytes; those of all others are UTF-8. A star stands for any type with a slash between two. */
  readonly binaryMediaTypes: readonly string[];
  readonly domain?: DomainFacts;
  /** The MCP endpoint's path as a client sees it, with the stage or behind the domain: `/prod/mcp`. */
  readonly mcpPath: string;
}

/** A method of a REST API: `POST /mcp`, `ANY /{proxy+}`. */
export interface RestRouteFacts extends Omit<RouteFacts, 'guard' | 'withoutGuard'> {
  /** Who may call it; nobody is asked where this is missing. */
  readonly guard?: RestLambdaGuard | IamGuard;
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
