import type { MethodThrottleFacts, Notice, QuotaFacts, QuotaPeriod, ThrottleFacts, UsagePlanFacts } from '../model';
import type { Reading } from '../reading';
import { propertyNotices } from '../resources/property-notices';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { isObject, own, textOf } from '../values/json';
import { readNumber } from '../values/numbers';
import { Unresolved } from '../values/resolved';
import type { Resolved, ResolvedObject } from '../values/resolved';

/** The greatest `Offset` of a period: https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html */
const LAST_OFFSET: Readonly<Record<QuotaPeriod, number>> = { DAY: 0, WEEK: 6, MONTH: 27 };

/** A stage of the API that a usage plan opens. */
interface PlanStage {
  readonly name: string;
  /** Throttles of single methods, by `/mcp/POST`. */
  readonly throttles: Readonly<Record<string, Resolved>>;
}

/** The usage plans that open a stage of the API. */
export function usagePlansOf(api: Resource, resources: Resources): Resource[] {
  return resources.ofType('AWS::ApiGateway::UsagePlan').filter(({ properties }) => resources.named(properties.ApiStages).includes(api));
}

/** The stages of the API that a plan opens. */
export function planStages({ properties: { ApiStages } }: Resource, api: Resource, resources: Resources): PlanStage[] {
  const stages = Array.isArray(ApiStages) ? ApiStages as readonly Resolved[] : [];
  return stages.filter((stage) => resources.named(own(stage, 'ApiId') as Resolved | undefined).includes(api)).flatMap((stage) => {
    const name = textOf(own(stage, 'Stage'));
    return name === undefined ? [] : [{ name, throttles: partsOf(own(stage, 'Throttle')) }];
  });
}

/** Reads what the API's usage plans let each key do. */
export function readUsagePlans(api: Resource, routeKeys: readonly string[], resources: Resources): Reading<UsagePlanFacts[]> {
  const readings = usagePlansOf(api, resources).map((plan) => readPlan(plan, planStages(plan, api, resources), routeKeys));
  return { facts: readings.map(({ facts }) => facts), notices: readings.flatMap(({ notices }) => notices) };
}

function readPlan(plan: Resource, stages: readonly PlanStage[], routeKeys: readonly string[]): Reading<UsagePlanFacts> {
  const { type, logicalId: id, properties } = plan;
  const subject = `${type} ${id}`;
  const throttle = readThrottle(properties.Throttle, `${subject}: Throttle`);
  const quota = readQuota(properties.Quota, `${subject}: Quota`);
  const single = stages.flatMap(({ name: stage, throttles }) => Object.entries(throttles).map(([place, value]) => {
    const { facts, notices } = readThrottle(value, `${subject}: Throttle of ${place}`);
    return { place, facts: { stage, key: methodAt(place), ...facts }, notices };
  }));
  const known = ({ facts: { key } }: { readonly facts: MethodThrottleFacts }) => routeKeys.includes(key);
  return {
    facts: {
      id,
      ...Object.keys(throttle.facts).length === 0 ? {} : { throttle: throttle.facts },
      methodThrottles: single.filter(known).map(({ facts }) => facts),
      ...quota.facts === undefined ? {} : { quota: quota.facts },
    },
    notices: [
      ...propertyNotices(plan),
      ...throttle.notices,
      ...quota.notices,
      ...single.flatMap(({ notices }) => notices),
      ...single.filter((each) => !known(each)).map(({ place }) => (
        { id: 'route-settings', message: `${subject}: Throttle names ${JSON.stringify(place)}, which is no method of the API.` })),
    ],
  };
}

/** `POST /mcp`, as a plan writes `/mcp/POST`. */
function methodAt(place: string): string {
  const end = place.lastIndexOf('/');
  return `${place.slice(end + 1)} ${place.slice(0, Math.max(end, 0)) || '/'}`;
}

function readThrottle(value: Resolved | undefined, subject: string): Reading<ThrottleFacts> {
  const { RateLimit, BurstLimit } = partsOf(value);
  const rate = readNumber(RateLimit, `${subject}: RateLimit`, { from: 0, fractions: true }, undefined);
  const burst = readNumber(BurstLimit, `${subject}: BurstLimit`, { from: 0 }, undefined);
  return {
    facts: { ...rate.value === undefined ? {} : { rateLimit: rate.value }, ...burst.value === undefined ? {} : { burstLimit: burst.value } },
    notices: [...rate.notices, ...burst.notices],
  };
}

function readQuota(value: Resolved | undefined, subject: string): Reading<QuotaFacts | undefined> {
  const { Limit, Period, Offset } = partsOf(value);
  const limit = readNumber(Limit, `${subject}: Limit`, { from: 0 }, undefined);
  if (limit.value === undefined) return { facts: undefined, notices: limit.notices };
  if (!isPeriod(Period)) {
    const notice: Notice = { id: 'unresolved-property', message: `${subject}: Period is ${described(Period)}. Locally there is no such limit.` };
    return { facts: undefined, notices: [notice] };
  }
  const offset = readNumber(Offset, `${subject}: Offset`, { from: 0, to: LAST_OFFSET[Period] }, 0);
  return { facts: { limit: limit.value, period: Period, offset: offset.value }, notices: offset.notices };
}

const isPeriod = (value: unknown): value is QuotaPeriod => typeof value === 'string' && Object.hasOwn(LAST_OFFSET, value);

/** What is no object is named with the plan's other properties. */
function partsOf(value: unknown): ResolvedObject {
  return isObject(value) && !(value instanceof Unresolved) ? value as ResolvedObject : {};
}
