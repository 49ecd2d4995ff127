import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const INTERVAL_MS = 10;

/** What the checks saw: nobody listens, no answer came, or this status. */
export type Check = 'refused' | 'silent' | number;

/** The readiness check of one instance. */
export interface Readiness {
  readonly port: number;
  readonly path: string;
  readonly limitMs: number;
  /** Ends the wait early. */
  readonly signal: AbortSignal;
}

/**
 * Asks every 10 ms, as the Lambda Web Adapter does; the server is ready with the first answer from
 * 100 to 499. Returns the last status (below 500 is "ready"), or how far the checks came without one.
 */
export async function awaitReady({ port, path, limitMs, signal }: Readiness): Promise<Check> {
  const deadline = performance.now() + limitMs;
  let last: Check = 'refused';
  while (!signal.aborted) {
    const left = deadline - performance.now();
    if (left <= 0) break;
    const check = await checkOnce(port, path, left, signal);
    // The last check may be cut short by the limit, and says less than one that was answered before it.
    if (typeof check === 'number' || last === 'refused') last = check;
    if (isReady(last)) break;
    await delay(INTERVAL_MS);
  }
  return last;
}

/** Whether the adapter would send requests after this. */
export function isReady(check: Check): boolean {
  return typeof check === 'number' && check < 500;
}

async function checkOnce(port: number, path: string, timeoutMs: number, signal: AbortSignal): Promise<Check> {
  return new Promise((resolve) => {
    let connected = false;
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      // The body may be a stream of events that never ends; the status is all that counts.
      resolve(response.statusCode!);
      response.destroy();
    });
    // No `AbortSignal.any` or `.timeout`: Node 20 collects such a signal as garbage while it is waited for.
    const giveUp = () => request.destroy();
    const timer = setTimeout(giveUp, timeoutMs);
    signal.addEventListener('abort', giveUp, { once: true });
    request.once('socket', (socket) => socket.once('connect', () => { connected = true; }));
    // Every failure is followed by the event `close`.
    request.on('error', () => {});
    request.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(connected ? 'silent' : 'refused');
    });
  });
}
