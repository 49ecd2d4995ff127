import { createInterface } from 'node:readline/promises';
import { UserError } from '../errors';

/** Whether there is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** A question on the terminal. */
export interface Asking {
  /** What an end without an answer leaves as it was, such as "Nothing was removed." */
  readonly without: string;
  readonly signal?: AbortSignal;
}

/**
 * Asks on the terminal.
 *
 * @throws UserError at Ctrl-C, which a terminal hands to whoever asks as a key and not as a signal, and at an end of input
 */
export async function ask(question: string, { without, signal }: Asking): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
    // Some versions of Node let the question fail as well when its end comes first.
    const answered = lines.question(question, { signal }).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      return undefined;
    });
    const answer = await Promise.race([answered, ended]);
    if (answer !== undefined) return answer.trim();
    process.stderr.write('\n');
    throw new UserError(`Interrupted. ${without}`, 130);
  } finally {
    lines.close();
  }
}

/** Anything but a yes is a no. */
export async function confirm(question: string, asking: Asking): Promise<boolean> {
  return /^y(?:es)?$/i.test(await ask(`${question} [y/N] `, asking));
}
