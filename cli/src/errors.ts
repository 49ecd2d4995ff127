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
