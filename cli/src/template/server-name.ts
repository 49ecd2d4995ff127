import { constructPath } from '../construct-path';
import type { StackTemplate } from './assembly/assembly';
import type { Resource } from './resources/resources';

/**
 * The construct path of a function below its stack, without the ids that say nothing: `Server` for
 * `Quickstart/Server/Function/Resource`.
 */
export function serverName({ logicalId, metadata }: Resource, stack: StackTemplate): string {
  const path = constructPath(metadata);
  if (path === undefined) {
    return logicalId;
  }
  const below = path.startsWith(`${stack.path}/`) ? path.slice(stack.path.length + 1) : path.replace(/^[^/]+\//, '');
  const name = below.replace(/\/Resource$/, '');
  return name.replace(/\/Function$/, '');
}
