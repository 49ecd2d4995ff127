import { IncomingHttpHeaders } from 'node:http';

/** As AWS writes it; that other spellings count, as HTTP has it, is not documented. */
const BEARER = 'Bearer ';

/**
 * The token of a request, from the first identity source that has one, without the prefix `Bearer`.
 * Sources are `$request.header.<name>` and `$request.querystring.<name>`.
 */
export function tokenIn(sources: readonly string[], headers: IncomingHttpHeaders, query: string | undefined): string | undefined {
  for (const source of sources) {
    const value = valueAt(source, headers, query)?.trim();
    if (value) return value.startsWith(BEARER) ? value.slice(BEARER.length).trim() : value;
  }
  return undefined;
}

function valueAt(source: string, headers: IncomingHttpHeaders, query: string | undefined): string | undefined {
  const [, place, ...rest] = source.split('.');
  const name = rest.join('.');
  if (place === 'querystring') return new URLSearchParams(query).get(name) ?? undefined;
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}
