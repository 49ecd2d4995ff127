import { join } from 'node:path';
import { DEPLOY_TOML_METADATA } from 'cdk-mcp-lambda/lib/private/deploy-toml';
import { readAssemblyFile } from './assembly-file';
import { PROJECT_DIRECTORY } from '../../project/deploy-project';
import { objectOf, own, textOf } from '../values/json';
import type { JsonObject } from '../values/json';

/** What a construct said with `Annotations.of(…)`. */
export interface Annotation {
  readonly level: 'info' | 'warning' | 'error';
  readonly constructPath: string;
  /** As a line for people: behind the construct's path; of a server made from a `deploy.toml`, which says the line of that file, without. */
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

/** The construct paths of what a `deploy.toml` describes. */
export function describedByToml(metadata: readonly ConstructMetadata[]): ReadonlySet<string> {
  return new Set(metadata.filter(({ type }) => type === DEPLOY_TOML_METADATA).map(({ constructPath }) => constructPath));
}

/** The remarks, warnings and errors in it. */
export function messagesIn(metadata: readonly ConstructMetadata[]): Annotation[] {
  const files = metadata.filter(({ type }) => type === DEPLOY_TOML_METADATA);
  return metadata.flatMap(({ constructPath, type, data }) => {
    const level = LEVELS.get(type);
    const text = textOf(data) ?? JSON.stringify(data ?? null);
    const file = textOf(files.find((made) => made.constructPath === constructPath)?.data);
    return level ? [{ level, constructPath, message: ofFile(text, file) ?? `${constructPath}: ${text}` }] : [];
  });
}

/** What is said in the words of a `deploy.toml`: whoever has written that need not know the construct, or how the CDK acknowledges a warning. */
function ofFile(text: string, file: string | undefined): string | undefined {
  if (file === undefined || !text.includes(file)) return undefined;
  const short = /[\\/]\.pmcp[\\/]deploy\.toml$/.test(file) ? `${PROJECT_DIRECTORY}/deploy.toml` : file;
  return text.replaceAll(file, short).replace(/ \[ack: cdk-mcp-lambda:(\w+)\]$/, ' [$1]');
}

const LEVELS: ReadonlyMap<string, Annotation['level']> = new Map([['aws:cdk:info', 'info'], ['aws:cdk:warning', 'warning'], ['aws:cdk:error', 'error']]);
