import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../errors';
import { readJsonFile } from './json-file';

/** What `cdk.json` says about running the app. */
export interface AppConfig {
  /** `app`: a command, or the directory of a cloud assembly. */
  readonly app?: string;
  /** `build`: a command that the CDK runs before the app. */
  readonly build?: string;
  /** `output`: where the CDK writes the cloud assembly. */
  readonly output?: string;
  /** `watch`: which files `cdk watch` observes. */
  readonly watch?: WatchPatterns;
}

/** Patterns relative to the directory of `cdk.json`, as the CDK takes them: a plain name means all that is below it, too. */
export interface WatchPatterns {
  /** Everything where the list is empty. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Reads `cdk.json` of a directory, or returns undefined where there is none. */
export function readAppConfig(directory: string): AppConfig | undefined {
  const file = join(directory, 'cdk.json');
  const content = readObject(file);
  if (!content) return undefined;
  const text = (name: string, meaning: string) => textOf(file, content, name, meaning);
  return { app: text('app', 'a command'), build: text('build', 'a command'), output: text('output', 'a path'), watch: watchOf(file, content.watch) };
}

/** Where the CDK synthesises the app of a directory to, which is where a build stays and `--no-build` looks for it. */
export function outputDirectory(directory: string): string {
  return resolve(directory, readAppConfig(directory)?.output ?? 'cdk.out');
}

/**
 * The CDK Toolkit reads the context of `cdk.json` and `cdk.context.json` itself and reports a
 * mistake in them without the file's name: so they are read here first.
 */
export function checkContextFiles(directory: string): void {
  readObject(join(directory, 'cdk.json'));
  readObject(join(directory, 'cdk.context.json'));
}

function readObject(file: string): Record<string, unknown> | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  const content = readJsonFile(file);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UserError(`${file} must contain a JSON object.`);
  }
  return content as Record<string, unknown>;
}

/** The text of that name; an empty one counts as none. */
function textOf(file: string, content: Record<string, unknown>, name: string, meaning: string): string | undefined {
  const value = content[name];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw new UserError(`${file}: "${name}" must be ${meaning} in one string, and is ${Array.isArray(value) ? 'a list' : `of type ${typeof value}`}.`);
  }
  return value.trim() === '' ? undefined : value;
}

function watchOf(file: string, value: unknown): WatchPatterns | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { include, exclude } = value as Record<string, unknown>;
  return { include: patternsOf(file, 'include', include), exclude: patternsOf(file, 'exclude', exclude) };
}

/** One pattern, or a list of them. */
function patternsOf(file: string, name: string, value: unknown): string[] {
  const patterns: unknown[] = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  if (!patterns.every((pattern): pattern is string => typeof pattern === 'string')) {
    throw new UserError(`${file}: "${name}" of "watch" must be a pattern like "src/**", or a list of patterns.`);
  }
  return patterns.filter((pattern) => pattern !== '');
}
