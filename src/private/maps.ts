/**
 * What is in a map, in the order of its names. Maps of Go and of Java's `Map.of` have an order of their
 * own in each run, and a template must be the same in all of them.
 */
export function inOrder<T>(map: Record<string, T>): [name: string, value: T][] {
  return Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Without what is undefined, which would take the place of what it is spread over. */
export function stated<T extends object>(settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
}
