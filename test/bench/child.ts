import { fork } from 'node:child_process';

/** What a child tells its parent. */
type Message<Answer> = { readonly answer: Answer } | { readonly error: string };

/** A program of the bench in a process of its own. It ends with its parent, or with `stop`. */
export interface Child<Answer> {
  readonly answer: Answer;
  stop(): void;
}

/** Starts the file, which calls `answering`, and resolves with its answer to the question. */
export async function ask<Answer>(file: string, question: object): Promise<Child<Answer>> {
  // With this process's own arguments to Node, and so with tsx.
  const child = fork(file, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => { errors += text; });
  const message = await new Promise<Message<Answer>>((resolve, reject) => {
    child.once('message', (received: Message<Answer>) => resolve(received));
    child.once('error', reject);
    child.once('close', (code, signal) => reject(new Error(`${file} ended with ${signal ?? `code ${code}`} and gave no answer:\n${errors.trim()}`)));
    child.send(question);
  });
  const stop = () => child.connected && child.disconnect();
  if ('error' in message) {
    stop();
    throw new Error(message.error);
  }
  return { answer: message.answer, stop };
}

/** In the child: answers the parent's question, and lives until the parent lets it go. */
export function answering<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.once('disconnect', () => process.exit());
  process.once('message', (question) => {
    answer(question as Question).then(
      (value) => process.send!({ answer: value }),
      (error: Error) => process.send!({ error: error.message }),
    );
  });
}
