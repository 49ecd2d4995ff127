/** `/prod` and `/mcp` to `/prod/mcp`, `/prod` and `/` to `/prod`, nothing and `/` to `/`. */
export function joinPaths(base: string, path: string): string {
  return path === '/' ? base || '/' : `${base}${path}`;
}

/**
 * What has to go from the front of `path` to leave `rest`: the empty string where they are equal,
 * nothing where `path` does not end with `rest`.
 */
export function prefixBefore(path: string, rest: string): string | undefined {
  const [whole, end] = [path, rest].map((text) => (text === '/' ? '' : text));
  return whole.endsWith(end) ? whole.slice(0, whole.length - end.length) : undefined;
}

/** The same for several paths at once: the one prefix that leaves `rest` of each, where it stands. */
export function commonPrefixBefore(paths: string[], rest: string): string | undefined {
  return paths
    .map((path) => prefixBefore(path, rest))
    .find((prefix) => prefix !== undefined && paths.every((path) => withoutPrefix(prefix, path) === rest));
}

/** As the Lambda Web Adapter removes it: once, and whole segments. */
export function withoutPrefix(prefix: string, path: string): string {
  return `${path}/`.startsWith(`${prefix}/`) ? path.slice(prefix.length) || '/' : path;
}

/** What of a URL comes after its root: empty where that is a slash alone. */
export function sharePath(url: string, root: string): string {
  const path = url.slice(root.length);
  return path === '/' ? '' : path;
}
