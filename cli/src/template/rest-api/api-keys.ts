import { planStages, usagePlansOf } from './usage-plans';
import type { ApiKeyFacts, KeyStageFacts, Notice } from '../model';
import type { Reading } from '../reading';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { textOf } from '../values/json';
import { localId } from '../values/local-ids';

/** The keys of an API, each with the stages that its usage plans open. */
export function readApiKeys(api: Resource, asked: boolean, resources: Resources): Reading<ApiKeyFacts[]> {
  const plans = usagePlansOf(api, resources);
  const links = resources.ofType('AWS::ApiGateway::UsagePlanKey');
  const notices: Notice[] = [];
  const keys = resources.ofType('AWS::ApiGateway::ApiKey').filter(({ properties: { Enabled } }) => Enabled === true || Enabled === 'true');
  const facts = keys.flatMap((key): ApiKeyFacts[] => {
    const opening = plans.filter((plan) => links.some(({ properties: { KeyId, UsagePlanId } }) => (
      resources.named(KeyId).includes(key) && resources.named(UsagePlanId).includes(plan))));
    const opened = opening.flatMap((plan) => planStages(plan, api, resources).map(({ name }): KeyStageFacts => ({ name, plan: plan.logicalId })));
    const stages = opened.filter(({ name }, index) => opened.findIndex((other) => other.name === name) === index);
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
