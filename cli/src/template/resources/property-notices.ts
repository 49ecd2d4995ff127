import type { Notice } from '../model';
import type { Resource } from './resources';
import { understandingOf } from './understood';
import type { Understanding } from './understood';
import { described } from '../values/described';
import { isObject } from '../values/json';
import { Unresolved, unresolvedIn } from '../values/resolved';
import type { Resolved, ResolvedObject } from '../values/resolved';

/** A property, or a property of a property. */
interface Place {
  /** As it is written in lists: `RouteSettings.*.ThrottlingRateLimit`. */
  readonly pattern: string;
  /** As it stands in the template: `RouteSettings.POST /mcp.ThrottlingRateLimit`. */
  readonly name: string;
  readonly value: Resolved;
}

/** A notice for every property of a resource that `dev` knows nothing of, or whose value it cannot know. */
export function propertyNotices({ type, logicalId, properties }: Resource): Notice[] {
  const understanding = understandingOf(type);
  return Object.entries(properties)
    .flatMap(([name, value]) => noticesAt({ pattern: name, name, value }, understanding))
    .map(({ id, message }) => ({ id, message: `${type} ${logicalId}: ${message}` }));
}

function noticesAt(place: Place, understanding: Understanding): Notice[] {
  const { pattern, name, value } = place;
  const { served, ignored } = understanding;
  if (ignored.includes(pattern) || !isSet(value)) {
    return [];
  }
  const below = [...served, ...ignored].filter((each) => each.startsWith(`${pattern}.`));
  if (below.length > 0 && isObject(value) && !(value instanceof Unresolved)) {
    return partsOf(place, below).flatMap((part) => noticesAt(part, understanding));
  }
  if (below.length === 0 && !served.includes(pattern)) {
    return [{ id: 'unknown-property', message: `${name} is not applied locally.` }];
  }
  const open = unresolvedIn(value);
  if (open) {
    return [{ id: 'unresolved-property', message: `${name} is not known locally: ${open.reason}.` }];
  }
  return below.length === 0
    ? []
    : [{ id: 'invalid-property', message: `${name} is ${described(value)}, and AWS takes an object: it would refuse the deployment. Locally it is not applied.` }];
}

/** The properties of a property of which some are understood. */
function partsOf({ pattern, name, value }: Place, below: readonly string[]): Place[] {
  const anyName = below.some((each) => each.startsWith(`${pattern}.*`));
  return Object.entries(value as ResolvedObject)
    .map(([part, inner]) => ({ pattern: `${pattern}.${anyName ? '*' : part}`, name: `${name}.${part}`, value: inner }));
}

/** `false` and what is empty change nothing. */
function isSet(value: Resolved): boolean {
  if (Array.isArray(value) || isObject(value)) {
    return Object.keys(value).length > 0;
  }
  return value !== false && value !== null && value !== '';
}
