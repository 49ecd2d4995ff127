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
  const file = join(directory, 'cdk.json');
  const content = readObject(file);
  return content && { app: command(file, content, 'app'), build: command(file, content, 'build') };
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

/** The command of that name; an empty one counts as none. */
function command(file: string, content: Record<string, unknown>, name: string): string | undefined {
  const value = content[name];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw new UserError(`${file}: "${name}" must be a command in one string, and is ${Array.isArray(value) ? 'a list' : `of type ${typeof value}`}.`);
  }
  return value.trim() === '' ? undefined : value;
}
