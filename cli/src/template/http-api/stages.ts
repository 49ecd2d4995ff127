import type { Notice, StageFacts } from '../model';
import { readThrottles } from './throttles';
import { propertyNotices } from '../resources/property-notices';
import type { Resource } from '../resources/resources';
import { described } from '../values/described';
import { textOf } from '../values/json';

/** The stages of an API, the named ones first: their URL is the one to give away. */
export function readStages(stages: readonly Resource[], routeKeys: readonly string[]): { readonly facts: StageFacts[]; readonly notices: Notice[] } {
  const facts: StageFacts[] = [];
  const notices: Notice[] = stages.flatMap(propertyNotices);
  for (const stage of stages) {
    const name = textOf(stage.properties.StageName);
    if (name === undefined) {
      notices.push({ id: 'stage-name', message: `Stage ${stage.logicalId} is not served: its StageName is ${described(stage.properties.StageName)}.` });
      continue;
    }
    const { throttle, routeThrottles, notices: ofThrottles } = readThrottles(stage, routeKeys);
    notices.push(...ofThrottles);
    if (!isDeployed(stage)) {
      notices.push({ id: 'stage-not-deployed', message: `Stage ${name}: AutoDeploy is off and there is no DeploymentId, so AWS answers nothing there until a deployment is made; locally it is served.` });
    }
    facts.push({ name, throttle, routeThrottles });
  }
  if (facts.length === 0) {
    notices.push({ id: 'no-stage', message: 'The API has no stage in this template, so AWS would answer nothing; locally it is served as $default.' });
    facts.push({ name: '$default', routeThrottles: {} });
  }
  return { facts: facts.sort((a, b) => Number(a.name === '$default') - Number(b.name === '$default')), notices };
}

/** A value that only a deployment knows counts as set. */
function isDeployed({ properties: { AutoDeploy, DeploymentId } }: Resource): boolean {
  return DeploymentId !== undefined || !(AutoDeploy === undefined || AutoDeploy === false || AutoDeploy === 'false');
}
