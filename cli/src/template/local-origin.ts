import { isObject } from './json';
import { localId } from './local-ids';
import { LOCAL_ORIGIN } from './model';
import { Unresolved } from './resolved';
import type { Resolved, ResolvedObject } from './resolved';
import type { Resource } from './resources';

/** The value with `LOCAL_ORIGIN` in place of where AWS would serve these APIs, however deep it stands. */
export function withLocalOrigin(value: Resolved | undefined, apis: readonly Resource[]): Resolved | undefined {
  if (typeof value === 'string') return apis.reduce((text, { logicalId }) => text.replace(originOf(logicalId), LOCAL_ORIGIN), value);
  if (Array.isArray(value)) return value.map((item: Resolved) => withLocalOrigin(item, apis)!);
  if (!isObject(value) || value instanceof Unresolved) return value;
  return Object.fromEntries(Object.entries(value as ResolvedObject).map(([name, item]) => [name, withLocalOrigin(item, apis)!]));
}

/** Stacks that do not say where they are deployed have a region of their own choice in it. */
const originOf = (logicalId: string) => new RegExp(`https://${localId(logicalId)}\\.execute-api\\.[a-z\\d-]+\\.amazonaws\\.com(?:\\.cn)?`, 'g');
