import { spawnSync } from 'node:child_process';

/** A program with its arguments. It runs without a shell, so that no argument has a meaning of its own. */
export type Command = readonly [program: string, ...args: string[]];

/** How a command ended. */
export interface Outcome {
  readonly succeeded: boolean;
  readonly output: string;

  /** The last lines of what it said went wrong, ready for a message. */
  readonly complaint: string;
}

/** Lines of a tool's output that say what was wrong. */
const LAST_LINES = 20;
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Colours and other control sequences of terminals. */
const ESCAPES = /\u001b(\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(\u0007|\u001b\\)?|.)/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Waits for the command. One that does not start has failed too. */
export function run([program, ...args]: Command, directory: string, environment: NodeJS.ProcessEnv = {}): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    maxBuffer: MOST_OUTPUT_BYTES,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    succeeded: status === 0 && error === undefined,
    output: stdout ?? '',
    complaint: error ? error.message : lastLines(stderr.trim() ? stderr : stdout),
  };
}

/** The end of a tool's output, without what would move a terminal's cursor or colour it. */
function lastLines(output: string): string {
  const lines = output.replace(ESCAPES, '').replace(/\r\n?/g, '\n').replace(CONTROLS, '').split('\n');
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '').slice(-LAST_LINES).join('\n');
}
