import { apiMappings, leadsTo } from './api-mappings';
import type { ApiMapping } from './api-mappings';
import { LOCAL_ORIGIN } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { isObject } from '../values/json';
import { localId } from '../values/local-ids';
import { Unresolved } from '../values/resolved';
import type { Resolved, ResolvedObject } from '../values/resolved';

/** Puts `LOCAL_ORIGIN` in place of where AWS would serve these APIs, at their own URLs and by custom domains, however deep it stands. */
export function localOrigin(apis: readonly Resource[], resources: Resources): (value: Resolved | undefined) => Resolved | undefined {
  const mappings = apiMappings(resources).filter((mapping) => 'key' in mapping);
  const own = mappings.filter((mapping) => apis.some((api) => leadsTo(api, mapping, resources)));
  const names = [...new Set(own.flatMap((mapping) => mapping.names))];
  const local = (text: string): string => {
    const withoutOwnUrls = apis.reduce((before, { logicalId }) => before.replace(ownUrl(logicalId), LOCAL_ORIGIN), text);
    return names.reduce((before, name) => before.replace(domainUrl(name), (url: string, path: string) => {
      const leading = longest(mappings.filter((mapping) => mapping.names.includes(name)), path);
      return leading === undefined || own.includes(leading) ? `${LOCAL_ORIGIN}${path}` : url;
    }), withoutOwnUrls);
  };
  const walk = (value: Resolved | undefined): Resolved | undefined => {
    if (typeof value === 'string') return local(value);
    if (Array.isArray(value)) return value.map((item: Resolved) => walk(item)!);
    if (!isObject(value) || value instanceof Unresolved) return value;
    return Object.fromEntries(Object.entries(value as ResolvedObject).map(([name, item]) => [name, walk(item)!]));
  };
  return walk;
}

/** Stacks that do not say where they are deployed have a region of their own choice in it. */
const ownUrl = (logicalId: string) => new RegExp(`https://${localId(logicalId)}\\.execute-api\\.[a-z\\d-]+\\.amazonaws\\.com(?:\\.cn)?`, 'g');

/** A domain's URL with its path, but no other host that begins alike. */
const domainUrl = (name: string) => new RegExp(`https://${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w.:-])((?:/[\\w.~%-]+)*)`, 'g');

/** Where the domain leads with this path: one name may have several servers. */
function longest(mappings: readonly ApiMapping[], path: string): ApiMapping | undefined {
  return mappings
    .filter(({ key }) => key === '' || `${path}/`.startsWith(`/${key}/`))
    .sort((a, b) => b.key.length - a.key.length)[0];
}
