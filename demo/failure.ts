import { types } from 'node:util';

/** What the demo ends with: scripts may rely on these numbers. */
export const EXIT = {
  OK: 0,
  USAGE: 1,
  NOT_STARTED: 2,
  SERVER_DIED: 3,
  CALL_FAILED: 4,
  /** 128 + SIGINT, as shells have it. */
  INTERRUPTED: 130,
} as const;

/** One of the numbers of `EXIT`. */
export type ExitCode = typeof EXIT[keyof typeof EXIT];

/** A reason to end, in words for the user: it is printed without a stack trace. */
export class DemoFailure extends Error {
  constructor(readonly exitCode: ExitCode, message: string) {
    super(message);
  }
}

/** What went wrong, in one line: `fetch` keeps the reason in `cause`, and the client's errors often repeat it. */
export function describeError(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const { message, cause } = error;
  if (cause === undefined) return message;
  const reason = describeError(cause);
  const isRepeated = types.isNativeError(cause) && message.endsWith(cause.message);
  return isRepeated ? message.slice(0, message.length - cause.message.length) + reason : `${message}: ${reason}`;
}
