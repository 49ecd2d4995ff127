import { parseArgs } from 'node:util';

/** What the user asked for on the command line. */
export interface BenchOptions {
  /** Print JSON lines. */
  readonly json: boolean;
  readonly help: boolean;
}

/** What `--help` prints. */
export const USAGE = `Usage: npm run bench [-- OPTIONS]

Measures the library and \`mcp-lambda dev\` side by side with what they are compared to, in about
five minutes. docs/bench.md tells how.

  --json   print a JSON object a line: name, value, unit, goal, met and, for some, a note
  --help   print this

The last line reads \`N of M goals met\`. Exit codes: 0 measured, whether goals are met or not,
1 usage, or a measurement that broke.`;

/** A mistake in the command line, in words for the user. */
export class UsageError extends Error {}

/** Reads the command line, or throws a `UsageError` that says what is wrong with it. */
export function readArguments(args: string[]): BenchOptions {
  try {
    return parseArgs({
      args,
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}
