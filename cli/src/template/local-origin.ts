import { localId } from './local-ids';
import { LOCAL_ORIGIN } from './model';
import type { Resolved } from './resolved';
import type { Resource } from './resources';

/** The value with `LOCAL_ORIGIN` in place of where AWS would serve these APIs, however deep it stands. */
export function withLocalOrigin(value: Resolved | undefined, apis: readonly Resource[]): Resolved | undefined {
  if (typeof value === 'string') return apis.reduce((text, { logicalId }) => text.replace(originOf(logicalId), LOCAL_ORIGIN), value);
  return Array.isArray(value) ? value.map((item: Resolved) => withLocalOrigin(item, apis)!) : value;
}

/** Stacks that do not say where they are deployed have a region of their own choice in it. */
const originOf = (logicalId: string) => new RegExp(`https://${localId(logicalId)}\\.execute-api\\.[a-z\\d-]+\\.amazonaws\\.com(?:\\.cn)?`, 'g');
