import { apiMappings, leadsTo } from './api-mappings';
import type { ApiMapping } from './api-mappings';
import type { DomainFacts, Notice, StageFacts } from '../model';
import type { Reading } from '../reading';
import type { Resource, Resources } from '../resources/resources';
import { idsIn } from '../values/local-ids';

/** The custom domain of an API; undefined where none that can be served leads to it. */
export function readDomain(api: Resource, stages: readonly StageFacts[], resources: Resources): Reading<DomainFacts | undefined> {
  const notices: Notice[] = [];
  const served: ApiMapping[] = [];
  const say = ({ type, logicalId }: Resource, message: string) => notices.push({ id: 'custom-domain', message: `${type} ${logicalId}: ${message}` });
  for (const mapping of apiMappings(resources).filter((each) => leadsTo(api, each, resources))) {
    const { resource } = mapping;
    if ('reason' in mapping) {
      say(resource, `the custom domain is not served locally, and paths that it maps are missing there: ${mapping.reason}.`);
      continue;
    }
    const { key, stage } = mapping;
    const same = served.find((other) => other.key === key);
    if (!stages.some(({ name }) => name === stage)) {
      say(resource, `it leads to the stage ${JSON.stringify(stage)}, which the API has not in this template; it is not served locally.`);
    } else if (same && same.stage !== stage) {
      say(resource, `the paths that it maps lead to the stage ${same.stage} locally, as ${same.resource.logicalId} says for another name.`);
    } else {
      served.push(mapping);
    }
  }
  const ownUrl = !isDisabled(api);
  if (served.length === 0) {
    if (!ownUrl) {
      notices.push({
        id: 'no-own-url',
        message: `${api.type} ${api.logicalId}: DisableExecuteApiEndpoint is set, and no custom domain that is served leads to it: its paths are served locally as if it were not set.`,
      });
    }
    return { facts: undefined, notices };
  }
  const name = served.flatMap(({ names }) => names).find((each) => idsIn(each).length === 0);
  const mappings = [...new Map(served.map(({ key, stage }) => [key, { key, stage }])).values()].sort((a, b) => b.key.length - a.key.length);
  return { facts: { ...name === undefined ? {} : { name }, mappings, ownUrl }, notices };
}

/** A value that only a deployment knows is named with the API's other properties. */
function isDisabled({ properties: { DisableExecuteApiEndpoint: disabled } }: Resource): boolean {
  return disabled === true || disabled === 'true';
}
