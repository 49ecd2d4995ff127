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
