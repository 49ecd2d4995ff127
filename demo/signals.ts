const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls back when this process is asked to end, which then does not end by itself; returns how to undo that. */
export function onSignal(callback: () => void): () => void {
  SIGNALS.forEach((signal) => process.on(signal, callback));
  return () => SIGNALS.forEach((signal) => process.off(signal, callback));
}
