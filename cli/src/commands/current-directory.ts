import { UserError } from '../errors';

/** The current directory, which may have been deleted under the shell that stands in it. */
export function currentDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new UserError('the current directory does not exist any more: change to another one');
  }
}
