import { isObject, JsonObject, objectOf, own } from '../values/json';

/** A resource as it stands in a template, with its references. */
export interface RawResource {
  readonly Type?: string;
  readonly Properties?: unknown;
  readonly Metadata?: unknown;
}

export type RawResources = Readonly<Record<string, RawResource>>;

/** The properties of a resource before and after, and what it may refer to. */
export interface Sides {
  /** Missing where it is new. */
  readonly was: JsonObject | undefined;
  readonly is: JsonObject;
  readonly before: RawResources;
  readonly after: RawResources;
  /** The logical ids of the servers' functions and aliases. */
  readonly servers: ReadonlySet<string>;
}

/** The properties of the resource with that id, and none where there is none. */
export const propertiesOf = (resources: RawResources, id: string | undefined): JsonObject =>
  objectOf(id === undefined ? undefined : objectOf(own(resources, id)).Properties);

/** A text by which two values can be compared: the CDK sorts no keys, and the deployed template may be written otherwise. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    (isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner)) ?? '';
}

/** What of a list was not in it before; a value that is no list counts as one of its own. */
export function added(was: unknown, is: unknown): unknown[] {
  const known = new Set(listOf(was).map(canonical));
  return listOf(is).filter((item) => !known.has(canonical(item)));
}

/** The items of a list; a single value is one, and nothing is none. */
export const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : [value].flat());

/** A value for a message. */
export const shown = (value: unknown): string => (typeof value === 'string' ? value : canonical(value));
