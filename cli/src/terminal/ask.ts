import { createInterface } from 'node:readline/promises';

/** Whether there is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks on the terminal; an end of input is no answer. */
export async function ask(question: string, signal?: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
    return await Promise.race([lines.question(question, { signal }).then((answer) => answer.trim()), ended]);
  } finally {
    lines.close();
  }
}

/** Anything but a yes is a no. */
export async function confirm(question: string, signal?: AbortSignal): Promise<boolean> {
  return /^y(?:es)?$/i.test(await ask(`${question} [y/N] `, signal) ?? '');
}
