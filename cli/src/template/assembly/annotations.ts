import { join } from 'node:path';
import { readAssemblyFile } from './assembly-file';
import { objectOf, own, textOf } from '../values/json';
import type { JsonObject } from '../values/json';

/** What a construct said with `Annotations.of(…)`. */
export interface Annotation {
  readonly level: 'info' | 'warning' | 'error';
  readonly constructPath: string;
  readonly message: string;
}

/** What constructs have left in a stack's metadata, by their paths; newer versions of the CDK keep it in a file of its own. */
export interface ConstructMetadata {
  readonly constructPath: string;
  readonly type: string;
  readonly data: unknown;
}

/** All of it, in the order of the assembly. */
export function readMetadata(artifact: JsonObject, directory: string): ConstructMetadata[] {
  const file = textOf(artifact.additionalMetadataFile);
  const metadata = { ...file ? objectOf(readAssemblyFile(join(directory, file))) : {}, ...objectOf(artifact.metadata) };
  return Object.entries(metadata).flatMap(([path, entries]) =>
    (Array.isArray(entries) ? entries : []).flatMap((entry): ConstructMetadata[] => {
      const type = textOf(own(entry, 'type'));
      return type === undefined ? [] : [{ constructPath: path.replace(/^\//, ''), type, data: own(entry, 'data') }];
    }),
  );
}

/** The remarks, warnings and errors in it. */
export function messagesIn(metadata: readonly ConstructMetadata[]): Annotation[] {
  return metadata.flatMap(({ constructPath, type, data }) => {
    const level = LEVELS.get(type);
    return level ? [{ level, constructPath, message: textOf(data) ?? JSON.stringify(data ?? null) }] : [];
  });
}

const LEVELS: ReadonlyMap<string, Annotation['level']> = new Map([['aws:cdk:info', 'info'], ['aws:cdk:warning', 'warning'], ['aws:cdk:error', 'error']]);
