import type { DomainFacts, StageFacts } from '../model';

/** Where an MCP server is usually found behind a route that takes any path. */
const USUAL_SEGMENT = 'mcp';

/** The path to give to an MCP client: the one that takes POST, with the stage before it, or what a custom domain has in its stead. */
export function mcpPath(routeKeys: readonly string[], [stage]: readonly StageFacts[], domain?: DomainFacts): string {
  const [best] = routeKeys.flatMap((key) => candidate(key, routeKeys)).sort((a, b) => a.rank - b.rank || a.path.length - b.path.length);
  const path = best?.path ?? `/${USUAL_SEGMENT}`;
  const first = domain ? domain.mappings.at(-1)!.key : stage?.name.replace('$default', '') ?? '';
  // As the library writes it: the root below something has no slash at its end.
  return first === '' ? path : `/${first}${path === '/' ? '' : path}`;
}

/**
 * The lowest rank is the plainest route: no greedy part, then no parameter, then POST by name, then DELETE beside
 * it, which ends a session: where clients of the old transport post messages there is none.
 */
function candidate(key: string, keys: readonly string[]): { readonly path: string; readonly rank: number }[] {
  const [method, path] = key === '$default' ? ['ANY', '/{proxy+}'] : key.split(' ');
  if (path === undefined || (method !== 'POST' && method !== 'ANY')) {
    return [];
  }
  const rank = Number(path.includes('+}')) * 8 + Number(/\{[^+}]+\}/.test(path)) * 4 + Number(method === 'ANY') * 2
    + Number(method === 'POST' && !keys.includes(`DELETE ${path}`));
  return [{ path: path.replace(/\{[^}]+\+\}/, USUAL_SEGMENT), rank }];
}
