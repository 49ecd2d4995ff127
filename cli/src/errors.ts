/**
 * A mistake that the user can mend. `main` prints the message alone, without a stack trace: it says
 * what was given, what is possible, and what to change.
 */
export class UserError extends Error {
  constructor(
    message: string,
    /** The process's exit code: 1 for usage and configuration, 2 for infrastructure. */
    readonly exitCode: number = 1,
  ) {
    super(message);
    this.name = 'UserError';
  }
}

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  EROFS: 'the file system is read-only',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  ENOSPC: 'there is no space left on the device',
  EDQUOT: 'your quota of disk space is used up',
  EISDIR: 'a directory has the name of a file',
  ENOTDIR: 'a file has the name of a directory',
  EEXIST: 'a file has the name of a directory',
};

/** What is wrong where a file or a directory cannot be written, by the code of the error; undefined where it is something else. */
export function fileProblem(code: string): string | undefined {
  return Object.hasOwn(FILE_PROBLEMS, code) ? FILE_PROBLEMS[code] : undefined;
}

/** Shown below every mistake in the options of a command. */
export const seeHelp = (command: string) => `(see mcp-lambda ${command} --help)`;

/** Shown below every mistake in the options of `dev`. */
export const SEE_HELP = seeHelp('dev');

/** Options that do not go together, or that say nothing. */
export class UsageError extends UserError {
  constructor(message: string, command: string = 'dev') {
    super(`${message}\n${seeHelp(command)}`);
  }
}
