import { rm } from 'node:fs/promises';
import { UserError } from '../../errors';
import { makeScratch } from '../../instances/scratch';
import { outputProblem } from '../../terminal/output';
import { Stop, watchForStop } from '../stop';

/** Ctrl-C in the midst of a deploy is no ordinary end, as it is for `dev`. */
const INTERRUPTED = 130;

/** What a command works with. */
export interface Run {
  readonly stop: Stop;
  /** A directory that is removed at the end. */
  readonly scratch: string;
}

/**
 * Runs a command to its end, or to the moment when this process is to end. `interrupted` says then what goes on
 * without it, as sentences; where it returns undefined, that is the ordinary end of the command.
 */
export async function runCommand(command: (run: Run) => Promise<number>, interrupted: () => string | undefined): Promise<number> {
  const stop = watchForStop();
  const scratch = await makeScratch();
  const stopped = stop.requested.then((code) => {
    const meanwhile = interrupted();
    const { message, exitCode } = outputProblem() ?? { message: 'Interrupted.', exitCode: code || INTERRUPTED };
    if (meanwhile === undefined) return code;
    throw new UserError([message, meanwhile].join(' ').trimEnd(), exitCode);
  });
  try {
    return await Promise.race([command({ stop, scratch }), stopped]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
