import type { Notice, StageFacts, ThrottleFacts } from '../model';
import type { Resource } from '../resources/resources';
import { isObject } from '../values/json';
import { readNumber } from '../values/numbers';
import { Unresolved } from '../values/resolved';
import type { Resolved, ResolvedObject } from '../values/resolved';

/** The throttles of a stage, as it has them for all routes and for single ones. */
export type StageThrottles = Pick<StageFacts, 'throttle' | 'routeThrottles'>;

/** Reads what a stage lets through, and names settings of routes that the API does not have. */
export function readThrottles(stage: Resource, routeKeys: readonly string[]): StageThrottles & { readonly notices: readonly Notice[] } {
  const subject = `${stage.type} ${stage.logicalId}`;
  const { DefaultRouteSettings, RouteSettings } = stage.properties;
  const general = readThrottle(DefaultRouteSettings, `${subject}: DefaultRouteSettings`);
  const single = Object.entries(settingsOf(RouteSettings)).map(([key, settings]) =>
    ({ key, ...readThrottle(settings, `${subject}: RouteSettings of ${key}`) }));
  return {
    throttle: Object.keys(general.throttle).length > 0 ? general.throttle : undefined,
    // A route with settings takes nothing of the stage's, also where its own say nothing:
    // https://github.com/terraform-aws-modules/terraform-aws-apigateway-v2/pull/80
    routeThrottles: Object.fromEntries(single.map(({ key, throttle }) => [key, throttle])),
    notices: [
      ...general.notices,
      ...single.flatMap(({ notices }) => notices),
      ...single.filter(({ key }) => !routeKeys.includes(key)).map(({ key }) => (
        { id: 'route-settings', message: `${subject}: RouteSettings name ${JSON.stringify(key)}, which is the key of no route: AWS would refuse the deployment.` })),
    ],
  };
}

function readThrottle(settings: Resolved | undefined, subject: string): { readonly throttle: ThrottleFacts; readonly notices: readonly Notice[] } {
  const { ThrottlingRateLimit, ThrottlingBurstLimit } = settingsOf(settings);
  const rate = readNumber(ThrottlingRateLimit, `${subject}: ThrottlingRateLimit`, { from: 0, fractions: true }, undefined);
  const burst = readNumber(ThrottlingBurstLimit, `${subject}: ThrottlingBurstLimit`, { from: 0 }, undefined);
  return {
    throttle: {
      ...rate.value === undefined ? {} : { rateLimit: rate.value },
      ...burst.value === undefined ? {} : { burstLimit: burst.value },
    },
    notices: [...rate.notices, ...burst.notices],
  };
}

/** Settings that are no object are named with the stage's other properties. */
function settingsOf(value: Resolved | undefined): ResolvedObject {
  return isObject(value) && !(value instanceof Unresolved) ? value as ResolvedObject : {};
}
