/** The query's parameters, decoded, with all values of each name. */
export function queryValues(query: string | undefined): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query ?? '')) {
    const before = values.get(name);
    if (before) before.push(value);
    else values.set(name, [value]);
  }
  return values;
}

/**
 * The query that the adapter makes of them: encoded anew, values of one name side by side. Its order of names
 * is by chance; here it is the client's.
 */
export function adapterQuery(values: ReadonlyMap<string, readonly string[]>): string | undefined {
  if (values.size === 0) return undefined;
  const query = new URLSearchParams();
  for (const [name, all] of values) {
    all.forEach((value) => query.append(name, value));
  }
  return query.toString();
}

/** The fields with one value for each name, of headers and parameters, have the last. */
export function lastOf(values: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries([...values].map(([name, all]) => [name, all[all.length - 1]]));
}
