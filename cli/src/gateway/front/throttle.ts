import { StageFacts, ThrottleFacts } from '../../template/model';
import { Refusal } from '../refusal';

/** What an account has in a region, for the half of a setting that is left out. */
const ACCOUNT = { rateLimit: 10_000, burstLimit: 5_000 };

/** A clock in milliseconds. */
export type Now = () => number;

/** Counts the request, and throws a `Refusal` where it is one too many. */
export type Throttle = (stage: string, routeKey: string) => void;

/**
 * Throttles as stages and routes are set to: by token buckets, which AWS calls targets and not guarantees; here they
 * are exact. A route with a setting of its own does not count for its stage.
 */
export function compileThrottle(stages: readonly StageFacts[], now: Now): Throttle {
  const compiled = new Map(stages.map(({ name, throttle, routeThrottles }) => {
    const routes = Object.entries(routeThrottles).map(([key, facts]) => [key, limit(`route ${key} of stage ${name}`, facts, now)] as const);
    return [name, { all: throttle && limit(`stage ${name}`, throttle, now), routes: new Map(routes) }];
  }));
  return (stage, routeKey) => {
    const limits = compiled.get(stage);
    const count = limits?.routes.get(routeKey) ?? limits?.all;
    count?.();
  };
}

/** Counts for one bucket: throws a `Refusal` that says whose it is where it is empty. */
export function limit(whose: string, facts: ThrottleFacts, now: Now): () => void {
  const { rateLimit, burstLimit } = { ...ACCOUNT, ...facts };
  const take = tokenBucket(rateLimit, burstLimit, now);
  return () => {
    if (!take()) throw new Refusal('throttled', `${whose}: ${rateLimit} requests a second, burst ${burstLimit}`);
  };
}

/** Full at first; takes a token where there is one, and says whether it did. */
function tokenBucket(perSecond: number, size: number, now: Now): () => boolean {
  // As the last token left it: what is refused must not add roundings.
  let left = size;
  let since = now();
  return () => {
    const at = now();
    const tokens = Math.min(size, left + (at - since) / 1000 * perSecond);
    // A rate of nothing is no first burst either.
    if (tokens < 1 || perSecond === 0) return false;
    left = tokens - 1;
    since = at;
    return true;
  };
}
