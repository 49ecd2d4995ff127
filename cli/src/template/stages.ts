import { isObject, numberOf, own, textOf } from './json';
import type { Notice, StageFacts } from './model';
import { propertyNotices } from './property-notices';
import type { Resource } from './resources';

/** The stages of an API, the named ones first: their URL is the one to give away. */
export function readStages(stages: readonly Resource[]): { readonly facts: StageFacts[]; readonly notices: Notice[] } {
  const facts: StageFacts[] = [];
  const notices: Notice[] = stages.flatMap(propertyNotices);
  for (const { logicalId, properties } of stages) {
    const name = textOf(properties.StageName);
    if (name === undefined) {
      notices.push({ id: 'stage-name', message: `Stage ${logicalId}: its name is not known locally, so it is not served.` });
      continue;
    }
    const throttle = readThrottle(properties.DefaultRouteSettings);
    if (throttle) {
      notices.push({ id: 'stage-throttle', message: `Stage ${name}: throttling (${limits(throttle)}) is not applied locally.` });
    }
    facts.push({ name, throttle, routeThrottles: {} });
  }
  if (facts.length === 0) {
    notices.push({ id: 'no-stage', message: 'The API has no stage in this template, so AWS would answer nothing; locally it is served as $default.' });
    facts.push({ name: '$default', routeThrottles: {} });
  }
  return { facts: facts.sort((a, b) => Number(a.name === '$default') - Number(b.name === '$default')), notices };
}

function readThrottle(settings: unknown): StageFacts['throttle'] {
  const rateLimit = numberOf(own(settings, 'ThrottlingRateLimit'));
  const burstLimit = numberOf(own(settings, 'ThrottlingBurstLimit'));
  return isObject(settings) && (rateLimit !== undefined || burstLimit !== undefined) ? { rateLimit, burstLimit } : undefined;
}

function limits({ rateLimit, burstLimit }: NonNullable<StageFacts['throttle']>): string {
  return [
    rateLimit !== undefined && `${rateLimit} requests a second`,
    burstLimit !== undefined && `burst ${burstLimit}`,
  ].filter(Boolean).join(', ');
}
