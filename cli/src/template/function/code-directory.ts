import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { StackTemplate } from '../assembly/assembly';
import type { Resource } from '../resources/resources';
import { own, textOf } from '../values/json';

/** Why there is no code to run; `incomplete` where it was there and synthesis brings it back. */
export interface MissingCode {
  readonly missing: string;
  readonly incomplete?: boolean;
}

/** The directory with a function's unpacked code, or why there is none. */
export function codeDirectory(lambda: Resource, stack: StackTemplate): { readonly directory: string } | MissingCode {
  const code = lambda.properties.Code;
  if (own(code, 'ZipFile') !== undefined) {
    return { missing: 'its code is inline in the template, and dev runs code of files' };
  }
  const source = assetSource(textOf(own(code, 'S3Key')), lambda, stack);
  if (source === undefined) {
    return { missing: `its code is no asset of this app (S3 key ${textOf(own(code, 'S3Key')) ?? 'not known locally'}), so it is not on this machine` };
  }
  if (!existsSync(source)) {
    return { missing: `its asset ${source} does not exist`, incomplete: true };
  }
  if (!statSync(source).isDirectory()) {
    return { missing: `its asset ${source} is an archive, and dev runs unpacked code: give the construct the directory instead` };
  }
  return { directory: source };
}

function assetSource(key: string | undefined, lambda: Resource, stack: StackTemplate): string | undefined {
  const listed = key === undefined ? undefined : stack.assets.get(key);
  const noted = textOf(lambda.metadata['aws:asset:path']);
  if (listed !== undefined || noted === undefined) {
    return listed;
  }
  return isAbsolute(noted) ? noted : join(stack.directory, noted);
}
