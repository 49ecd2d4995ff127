import { MalformedPath } from '../refusal';

/** Escapes in a row, but for an escaped percent sign. */
const ESCAPES = /(?:%(?!25)[\dA-Fa-f]{2})+/g;

/** The path as it stands in an event of an HTTP API: decoded, all but `%25`. Throws `MalformedPath`. */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return path.replace(ESCAPES, decodeURIComponent);
  } catch {
    throw new MalformedPath();
  }
}

/**
 * Path and query as the adapter sends them. It builds a URL of them, which encodes what must be,
 * resolves dot segments, encoded ones too, and drops a question mark that nothing follows.
 */
export function adapterTarget(path: string, query: string | undefined): string {
  const url = new URL('http://localhost');
  url.pathname = path;
  url.search = query ?? '';
  return url.pathname + url.search;
}
