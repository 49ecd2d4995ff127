import { Values } from './schema';

/** `[tags]`, and what else of a file is told by tags. */
export function tagsOf({ tags, target }: Values): Record<string, string> {
  return { ...target?.version === undefined ? {} : { version: target.version }, ...tags };
}
