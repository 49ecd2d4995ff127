import { Asked } from './authorization';

/** As AWS writes it; that other spellings count, as HTTP has it, is not documented. */
const BEARER = 'Bearer ';

/**
 * The token of a request, from the first identity source that has one, without the prefix `Bearer`.
 * Sources are `$request.header.<name>` and `$request.querystring.<name>`.
 */
export function tokenIn(sources: readonly string[], asked: Asked): string | undefined {
  for (const source of sources) {
    const value = valueAt(source, asked)?.trim();
    if (value) return value.startsWith(BEARER) ? value.slice(BEARER.length).trim() : value;
  }
  return undefined;
}

/** What stands at an identity source: `$request.header.<name>`, `$request.querystring.<name>`, or `$context.routeKey`, `.stage`, `.path` and `.httpMethod`. */
export function valueAt(source: string, { headers, invocation: { query, method, sentPath }, stage, route }: Asked): string | undefined {
  const [scope, place, ...rest] = source.split('.');
  const name = rest.join('.');
  if (scope === '$context') return { routeKey: route.key, stage, path: sentPath, httpMethod: method }[place];
  if (place === 'querystring') return new URLSearchParams(query).get(name) ?? undefined;
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}
