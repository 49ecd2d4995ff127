import { described } from '../described';
import { objectOf, own, textOf } from '../json';
import { localId } from '../local-ids';
import type { ApiKeyFacts, Notice } from '../model';
import { propertyNotices } from '../property-notices';
import type { Reading } from '../reading';
import type { Resolved } from '../resolved';
import type { Resource, Resources } from '../resources';

/** The keys of an API, each with the stages that its usage plans open. */
export function readApiKeys(api: Resource, asked: boolean, resources: Resources): Reading<ApiKeyFacts[]> {
  const plans = resources.ofType('AWS::ApiGateway::UsagePlan').filter(({ properties }) => resources.named(properties.ApiStages).includes(api));
  const links = resources.ofType('AWS::ApiGateway::UsagePlanKey');
  const notices: Notice[] = plans.flatMap(planNotices);
  const keys = resources.ofType('AWS::ApiGateway::ApiKey').filter(({ properties: { Enabled } }) => Enabled === true || Enabled === 'true');
  const facts = keys.flatMap((key): ApiKeyFacts[] => {
    const opening = plans.filter((plan) => links.some(({ properties: { KeyId, UsagePlanId } }) => (
      resources.named(KeyId).includes(key) && resources.named(UsagePlanId).includes(plan))));
    const stages = [...new Set(opening.flatMap((plan) => stagesOf(plan, api, resources)))];
    if (stages.length === 0) return [];
    const { Value } = key.properties;
    const value = textOf(Value);
    if (value === undefined) {
      const why = Value === undefined ? 'only a deployment makes its value' : `its value is ${described(Value)}`;
      notices.push({ id: 'api-key', message: `API key ${key.logicalId}: ${why}. Locally it is "${localId(key.logicalId)}".` });
    }
    return [{ id: key.logicalId, value: value ?? localId(key.logicalId), stages }];
  });
  if (asked && facts.length === 0) {
    notices.push({ id: 'api-key', message: 'Methods ask for an API key, and the template has none that a usage plan lets call the API: they answer 403, on AWS too unless a key is made elsewhere.' });
  }
  return { facts, notices };
}

function stagesOf({ properties: { ApiStages } }: Resource, api: Resource, resources: Resources): string[] {
  const stages = Array.isArray(ApiStages) ? ApiStages as readonly Resolved[] : [];
  return stages.filter((stage) => resources.named(own(stage, 'ApiId') as Resolved | undefined).includes(api)).flatMap((stage) => textOf(own(stage, 'Stage')) ?? []);
}

function planNotices(plan: Resource): Notice[] {
  const stages = Array.isArray(plan.properties.ApiStages) ? plan.properties.ApiStages as readonly Resolved[] : [];
  const throttled = stages.some((stage) => Object.keys(objectOf(own(stage, 'Throttle'))).length > 0);
  const ofMethods = { id: 'unknown-property', message: `${plan.type} ${plan.logicalId}: Throttle of ApiStages is not applied locally.` };
  return [...propertyNotices(plan), ...throttled ? [ofMethods] : []];
}
