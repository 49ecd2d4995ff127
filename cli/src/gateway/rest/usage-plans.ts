import { periodAt } from './period';
import { ApiKeyFacts, QuotaFacts, RestApiDoor, UsagePlanFacts } from '../../template/model';
import { limit, Now } from '../front/throttle';
import { Refusal } from '../refusal';

/** The clocks of a usage plan. */
export interface PlanClocks {
  /** By which requests are throttled. */
  readonly now: Now;
  /** Milliseconds since 1970, by which quotas begin anew. */
  readonly date: Now;
}

/** Counts a request of a key at a method, and throws a `Refusal` where its usage plan lets no more through. */
export type CountUse = (key: ApiKeyFacts, stage: string, routeKey: string) => void;

/** What counts for one key: nobody else's requests do. */
type Count = (stage: string, routeKey: string) => void;

/**
 * The limits of usage plans, each for one key. What is throttled does not count for the quota, of which AWS says nothing.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function compileUsagePlans({ apiKeys, usagePlans }: Pick<RestApiDoor, 'apiKeys' | 'usagePlans'>, clocks: PlanClocks): CountUse {
  const counts = new Map(apiKeys.map((key) => {
    const mine = usagePlans.filter(({ id }) => key.stages.some(({ plan }) => plan === id));
    return [key.id, new Map(mine.map((plan) => [plan.id, countFor(key, plan, clocks)]))];
  }));
  return (key, stage, routeKey) => {
    const plan = key.stages.find(({ name }) => name === stage)?.plan;
    if (plan !== undefined) counts.get(key.id)?.get(plan)?.(stage, routeKey);
  };
}

function countFor({ id }: ApiKeyFacts, plan: UsagePlanFacts, { now, date }: PlanClocks): Count {
  const whose = `the API key ${id} by the usage plan ${plan.id}`;
  const throttle = plan.throttle && limit(whose, plan.throttle, now);
  const methods = plan.methodThrottles.map(({ stage, key, ...facts }) => ({ stage, key, count: limit(`${whose}, ${key} of stage ${stage}`, facts, now) }));
  const quota = plan.quota && quotaFor(whose, plan.quota, date);
  return (stage, routeKey) => {
    methods.find((method) => method.stage === stage && method.key === routeKey)?.count();
    throttle?.();
    quota?.();
  };
}

function quotaFor(whose: string, quota: QuotaFacts, date: Now): () => void {
  let period: number | undefined;
  let used = 0;
  return () => {
    const at = periodAt(date(), quota);
    if (at !== period) [period, used] = [at, 0];
    if (used >= quota.limit) throw new Refusal('quota-exceeded', `${whose}: ${quota.limit} requests a ${quota.period.toLowerCase()}`);
    used += 1;
  };
}
