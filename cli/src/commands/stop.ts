import { outputProblem } from '../terminal/output';

/** Conventional exit codes; Ctrl-C is the ordinary way to end and no failure. */
const SIGNALS: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 0, SIGTERM: 143, SIGHUP: 129 };

const PARENT_CHECK_MS = 250;

/** Tells when this process is to end. */
export interface Stop {
  /** Aborted as soon as that is so. */
  readonly signal: AbortSignal;
  /** Resolves then, with the exit code. */
  readonly requested: Promise<number>;
}

/**
 * Watches for signals, for the end of the process that started this one, and for the end of whoever
 * reads its output. A second signal ends the process where it stands, and the guardian cleans up.
 */
export function watchForStop(): Stop {
  const abort = new AbortController();
  const requested = new Promise<number>((resolve) => {
    const stop = (exitCode: number) => {
      abort.abort();
      resolve(exitCode);
    };
    for (const [signal, exitCode] of Object.entries(SIGNALS)) {
      process.on(signal, () => (abort.signal.aborted ? process.exit(exitCode || 130) : stop(exitCode)));
    }
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) stop(SIGNALS.SIGHUP!);
    }, PARENT_CHECK_MS).unref();
    for (const stream of [process.stdout, process.stderr]) {
      stream.on('error', () => stop(outputProblem()?.exitCode ?? SIGNALS.SIGHUP!));
    }
  });
  return { signal: abort.signal, requested };
}
