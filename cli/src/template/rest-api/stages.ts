import type { Notice, StageFacts, ThrottleFacts } from '../model';
import type { Reading } from '../reading';
import { propertyNotices } from '../resources/property-notices';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { isObject, own, textOf } from '../values/json';
import { readNumber } from '../values/numbers';
import type { Resolved } from '../values/resolved';

/** One of a stage's `MethodSettings`. */
interface Settings {
  /** `POST /mcp`; a star stands for all methods or all paths. */
  readonly key: string;
  readonly throttle: ThrottleFacts;
}

/** What of `MethodSettings` is named by itself, or no request could tell. */
const UNDERSTOOD = ['DataTraceEnabled', 'HttpMethod', 'LoggingLevel', 'MetricsEnabled', 'ResourcePath', 'ThrottlingBurstLimit', 'ThrottlingRateLimit'];

/** The stages of a REST API. A deployment with a `StageName` makes one too. */
export function readRestStages(api: Resource, routeKeys: readonly string[], resources: Resources): Reading<StageFacts[]> {
  const ofApi = (type: string) => resources.ofType(type).filter(({ properties }) => resources.named(properties.RestApiId).includes(api));
  const deployments = ofApi('AWS::ApiGateway::Deployment');
  const stages = ofApi('AWS::ApiGateway::Stage');
  const notices: Notice[] = [...deployments, ...stages].flatMap(propertyNotices);
  const facts = new Map<string, StageFacts>();
  const made = [...stages, ...deployments.filter(({ properties }) => properties.StageName !== undefined)];
  for (const { type, logicalId, properties: { StageName, MethodSettings } } of made) {
    const name = textOf(StageName);
    if (name === undefined) {
      notices.push({ id: 'stage-name', message: `Stage ${logicalId} is not served: its StageName is ${described(StageName)}.` });
      continue;
    }
    const settings = readSettings(MethodSettings, `${type} ${logicalId}: MethodSettings`, routeKeys);
    notices.push(...settings.notices);
    facts.set(name, facts.get(name) ?? { name, routeThrottles: settings.facts });
  }
  if (facts.size === 0) {
    notices.push({ id: 'no-stage', message: 'The REST API has no stage in this template, so it answers nothing, on AWS as here.' });
  }
  return { facts: [...facts.values()], notices };
}

/**
 * Each method counts for itself, also where the setting is for all:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
function readSettings(value: Resolved | undefined, subject: string, routeKeys: readonly string[]): Reading<StageFacts['routeThrottles']> {
  if (value !== undefined && !Array.isArray(value)) {
    return { facts: {}, notices: [{ id: 'unresolved-property', message: `${subject} is ${described(value)}; locally it is not applied.` }] };
  }
  const notices: Notice[] = [];
  const settings = (value ?? []).flatMap((each: Resolved): Settings[] => {
    const reading = readOne(each, subject);
    notices.push(...reading.notices);
    return reading.facts;
  });
  const unmatched = settings.filter(({ key }) => !routeKeys.some((routeKey) => rank(key, routeKey) > 0));
  notices.push(...unmatched.map(({ key }) => ({ id: 'route-settings', message: `${subject} name ${JSON.stringify(key)}, which is no method of the API.` })));
  const facts = Object.fromEntries(routeKeys.flatMap((routeKey) => {
    const [best] = settings.filter(({ key, throttle }) => rank(key, routeKey) > 0 && Object.keys(throttle).length > 0)
      .sort((a, b) => rank(b.key, routeKey) - rank(a.key, routeKey));
    return best ? [[routeKey, best.throttle]] : [];
  }));
  return { facts, notices };
}

function readOne(value: Resolved, subject: string): Reading<Settings[]> {
  const [path, method] = [textOf(own(value, 'ResourcePath')), textOf(own(value, 'HttpMethod'))];
  if (!isObject(value) || path === undefined || method === undefined) {
    const message = `${subject} have an entry without a ResourcePath and an HttpMethod that are known locally; it is not applied.`;
    return { facts: [], notices: [{ id: 'route-settings', message }] };
  }
  // In a path of settings each slash but the first stands as `~1`.
  const key = `${method} ${path.replaceAll('~1', '/').replace(/^\/\/+/, '/')}`;
  const part = (name: string) => own(value, name) as Resolved | undefined;
  const rate = readNumber(part('ThrottlingRateLimit'), `${subject} of ${key}: ThrottlingRateLimit`, { from: 0, fractions: true }, undefined);
  const burst = readNumber(part('ThrottlingBurstLimit'), `${subject} of ${key}: ThrottlingBurstLimit`, { from: 0 }, undefined);
  const others = Object.keys(value).filter((name) => !UNDERSTOOD.includes(name) && value[name] !== false);
  return {
    facts: [{
      key,
      throttle: { ...rate.value === undefined ? {} : { rateLimit: rate.value }, ...burst.value === undefined ? {} : { burstLimit: burst.value } },
    }],
    notices: [
      ...rate.notices,
      ...burst.notices,
      ...others.map((name) => ({ id: 'unknown-property', message: `${subject} of ${key}: ${name} is not applied locally.` })),
    ],
  };
}

/** How closely settings fit a method: 0 not at all, 3 by path and method. */
function rank(key: string, routeKey: string): number {
  const [[method, path], [routeMethod, routePath]] = [key.split(' '), routeKey.split(' ')];
  const [anyMethod, anyPath] = [method === '*', path === '/*'];
  if (!anyMethod && method !== routeMethod || !anyPath && path !== routePath) return 0;
  return 1 + Number(!anyMethod) + Number(!anyPath);
}
