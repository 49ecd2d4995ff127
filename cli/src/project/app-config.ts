import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors';
import { readJsonFile } from './json-file';

/** What `cdk.json` says about running the app. */
export interface AppConfig {
  /** `app`: a command, or the directory of a cloud assembly. */
  readonly app?: string;
  /** `build`: a command that the CDK runs before the app. */
  readonly build?: string;
}

/** Reads `cdk.json` of a directory, or returns undefined where there is none. */
export function readAppConfig(directory: string): AppConfig | undefined {
  const content = readObject(join(directory, 'cdk.json'));
  return content && { app: text(content.app), build: text(content.build) };
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

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
