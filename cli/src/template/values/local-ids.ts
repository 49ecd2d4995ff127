import { Unresolved } from './resolved';
import type { Resolved } from './resolved';

/** The account of all ARNs and contexts. */
export const ACCOUNT = '000000000000';

/**
 * Resources have no physical ids before a deployment. Each gets an invented one from which its
 * logical id can be read again: so a reference is still recognised inside of an ARN or a URL.
 */
export function localId(logicalId: string): string {
  return `local-${logicalId}`;
}

/** Logical ids have letters and digits alone. */
const LOCAL_ID = /local-([A-Za-z0-9]+)/g;

/** The logical ids of the invented ids in a value, however deep. */
export function idsIn(value: Resolved | undefined): string[] {
  if (typeof value === 'string') {
    return [...value.matchAll(LOCAL_ID)].map(([, logicalId]) => logicalId);
  }
  if (typeof value !== 'object' || value === null || value instanceof Unresolved) {
    return [];
  }
  return (Object.values(value) as Resolved[]).flatMap(idsIn);
}
