import { mkdir } from 'node:fs/promises';
import { fileProblem, UserError } from '../errors';

/** Makes the directory that the app is synthesised into, where it is not there. */
export async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw unwritable(directory, error as NodeJS.ErrnoException);
  }
}

/** Nothing can be synthesised into the directory. */
export function unwritable(directory: string, { code = '', message }: Pick<NodeJS.ErrnoException, 'code' | 'message'>): UserError {
  return new UserError(`${directory} cannot be written, and the app is synthesised into it: ${fileProblem(code) ?? message}. Mend that, or name another one: by "output" in cdk.json, or by TMPDIR where this is a temporary one.`);
}

/** Another run has the directory; the Toolkit's own message names its process, and an option that is not ours. */
export function locked(message: string): UserError {
  const process = /\bPID=(\d+)/.exec(message)?.[1];
  const directory = / (?:to|from) (.+?)\. Invoke /.exec(message)?.[1];
  return new UserError(`Another run${process === undefined ? '' : ` (process ${process})`} works with ${directory ?? 'the same cloud assembly'}: wait for its end, and run this again.`, 2);
}
