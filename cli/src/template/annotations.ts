import { join } from 'node:path';
import { readAssemblyFile } from './assembly-file';
import { objectOf, own, textOf } from './json';
import type { JsonObject } from './json';

/** What a construct said with `Annotations.of(…)`. */
export interface Annotation {
  readonly level: 'info' | 'warning' | 'error';
  readonly constructPath: string;
  readonly message: string;
}

/** The remarks, warnings and errors of a stack's metadata; newer versions of the CDK keep it in a file of its own. */
export function readMessages(artifact: JsonObject, directory: string): Annotation[] {
  const file = textOf(artifact.additionalMetadataFile);
  const metadata = { ...file ? objectOf(readAssemblyFile(join(directory, file))) : {}, ...objectOf(artifact.metadata) };
  return Object.entries(metadata).flatMap(([path, entries]) =>
    (Array.isArray(entries) ? entries : []).flatMap((entry): Annotation[] => {
      const level = LEVELS.get(own(entry, 'type'));
      return level ? [{ level, constructPath: path.replace(/^\//, ''), message: textOf(own(entry, 'data')) ?? JSON.stringify(own(entry, 'data') ?? null) }] : [];
    }),
  );
}

const LEVELS: ReadonlyMap<unknown, Annotation['level']> = new Map([['aws:cdk:info', 'info'], ['aws:cdk:warning', 'warning'], ['aws:cdk:error', 'error']]);
