import { ask } from './ask';
import { printable } from './printable';

/** A question with an answer that Enter takes. */
export interface Question {
  readonly text: string;
  readonly suggested: string;
  /** What may be answered; anything where this is missing. */
  readonly choices?: readonly string[];
  /** What is wrong with an answer; it is asked again then. */
  readonly problem?: (answer: string) => string | undefined;
}

/** Asks one question and returns the answer. */
export type Ask = (question: Question) => Promise<string>;

/** Asks in the terminal; Ctrl-C and Ctrl-D end the command. */
export const askInTerminal: Ask = async ({ text, suggested, choices, problem }) => {
  const query = `${text}${choices ? ` [${choices.join(', ')}]` : ''}${suggested === '' ? '' : ` (${printable(suggested)})`}: `;
  for (;;) {
    const answer = await ask(query, { without: 'Nothing was written.' }) || suggested;
    const wrong = choices && !choices.includes(answer) ? `one of ${choices.join(', ')}` : problem?.(answer);
    if (wrong === undefined) return answer;
    process.stderr.write(`  ${wrong}\n`);
  }
};
