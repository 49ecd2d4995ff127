/**
 * What the Lambda Web Adapter does with `AWS_LWA_REMOVE_BASE_PATH`: takes it off the path once, and
 * only where it ends at the end of a segment.
 */
export function removeBasePath(path: string, basePath: string | undefined): string {
  if (basePath === undefined) return path;
  const base = basePath.endsWith('/') ? basePath.slice(0, -1) : basePath;
  if (base === '' || !path.startsWith(base)) return path;
  if (path.length === base.length) return '/';
  return path[base.length] === '/' ? path.slice(base.length) : path;
}
