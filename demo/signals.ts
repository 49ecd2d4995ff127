const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PARENT_CHECK_MS = 250;

/** Calls back when this process is asked to end, which then does not end by itself; returns how to undo that. */
export function onSignal(callback: () => void): () => void {
  SIGNALS.forEach((signal) => process.on(signal, callback));
  // Nobody reads any more, as after `| head`. The listener stays: each further line fails like the first.
  process.stdout.on('error', callback);
  const watch = process.env.npm_lifecycle_event === undefined ? undefined : onOrphaned(callback);
  return () => {
    SIGNALS.forEach((signal) => process.off(signal, callback));
    clearInterval(watch);
  };
}

/** npm passes a SIGTERM on to the shell of its script, and the shell to nobody: all that shows here is that it is gone. */
function onOrphaned(callback: () => void): NodeJS.Timeout {
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) callback();
  }, PARENT_CHECK_MS).unref();
}
