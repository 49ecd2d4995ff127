import { spawnSync } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';

/** The repository. */
export const ROOT = resolve(__dirname, '../..');

/** The apps that are written in each language; `server/` stands there, and so they run there. */
export const CONSUMERS = join(ROOT, 'examples', 'consumers');

/** The one CDK that every language's registry has; older than the newest, and newer than the oldest that is supported. */
export const CDK_VERSION = '2.258.0';

/** Lines of a program's output that say what was wrong. */
const ERROR_LINES = 25;

/** Where a program runs, and what is in its environment besides. */
export interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Directories in which programs are looked for first. */
  readonly programs?: readonly string[];
}

/** Runs the program to its end and answers with what it printed; throws where it fails, with what it said. */
export function run(command: string, args: readonly string[], { cwd = ROOT, env = {}, programs = [] }: Place = {}): string {
  const PATH = [...programs, process.env.PATH].join(delimiter);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd, env: { ...process.env, PATH, ...env }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 100_000_000,
  });
  if (status !== 0) {
    const said = error?.message ?? `${stdout}\n${stderr}`.trim().split('\n').slice(-ERROR_LINES).join('\n');
    throw new Error(`${[command, ...args].join(' ')} failed:\n${said}`);
  }
  return stdout;
}

/** Runs the command, and says what was wrong where it fails. */
export function failureOf(command: string, args: readonly string[], place: Place = {}): string | undefined {
  try {
    run(command, args, place);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
