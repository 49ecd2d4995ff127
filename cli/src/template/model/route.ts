import type { RouteGuard } from './guards';

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

/** `CorsConfiguration` of the API, as API Gateway reads it. */
export interface CorsFacts {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number;
}
