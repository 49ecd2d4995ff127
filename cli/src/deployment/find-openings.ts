import type { Project } from './open-project';
import { openings } from '../template/openings/openings';
import type { FindOpenings } from '../toolkit/changes';

/** Stacks that the servers' one needs have no server of it. */
const NOBODY: ReadonlySet<string> = new Set();

/** What of a deploy's changes lets in more callers, in the servers' stack and in those that it needs. */
export function findOpeningsOf({ stack, servers }: Pick<Project, 'stack' | 'servers'>): FindOpenings {
  const entrances = new Set(servers.flatMap(({ functionId, aliasId }) => [functionId, aliasId]));
  return (path, before, after) => openings(before, after, path === stack.path ? entrances : NOBODY);
}
