import { fileProblem } from '../errors';

/** Why what is printed does not arrive. */
export interface OutputProblem {
  readonly message: string;
  /** That of a hang-up where the reader has gone, and of a mistake otherwise. */
  readonly exitCode: number;
}

let problem: OutputProblem | undefined;

/** Takes note of the first failure of this process's output; without that, Node would end at it with a stack trace. */
export function watchOutput(): void {
  [process.stdout, process.stderr].forEach((stream) => stream.on('error', (error) => { problem ??= problemOf(error); }));
}

/** What has failed so far. */
export function outputProblem(): OutputProblem | undefined {
  return problem;
}

function problemOf({ code = '', message }: NodeJS.ErrnoException): OutputProblem {
  if (code === 'EPIPE' || code === 'ECONNRESET') return { message: 'Nobody reads the output any more.', exitCode: 129 };
  return { message: `The output cannot be written: ${fileProblem(code) ?? message}.`, exitCode: 1 };
}
