import { listeningOf } from './ports';

/** Why nothing answers on the port: whoever reads it knows what to change. */
export function describeSilence(serverGroup: number, port: number): string {
  const listening = listeningOf(serverGroup);
  if (listening.length === 0) {
    return `the server never listened: expected 127.0.0.1:${port}, the port in PORT`;
  }
  if (listening.some((at) => at.port === port)) {
    return `the server listens on port ${port}, but did not answer the readiness check of the adapter at ${process.env.AWS_LWA_READINESS_CHECK_PATH ?? '/'}`;
  }
  const elsewhere = listening.map((at) => `${at.address}:${at.port}`).join(' and ');
  return `the server listens elsewhere: got ${elsewhere}, expected 127.0.0.1:${port}, the port in PORT`;
}
