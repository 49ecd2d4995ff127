import { waysIn } from './stage';
import { ServedServer } from '../../template/model';

/** Whether MCP is spoken at a path as a client sends it: in any stage, and however servers would still take it for theirs. */
export type IsMcpPath = (sentPath: string) => boolean;

/** Knows the MCP endpoint of a door. */
export function compileMcpPath(door: ServedServer['door']): IsMcpPath {
  const below = (path: string) => (door.kind === 'function-url' ? [path] : waysIn(door, path).map((way) => way.path)).map(plain);
  const known = new Set([plain(door.mcpPath), ...below(door.mcpPath)]);
  return (sentPath) => below(sentPath).some((path) => known.has(path));
}

/** Without what many a server does not look at. */
function plain(path: string): string {
  return decoded(path).replace(/\/+$/, '').toLowerCase();
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Whoever looks for its route refuses it.
    return path;
  }
}
