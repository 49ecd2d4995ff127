import { setTimeout as delay } from 'node:timers/promises';
import { listeningPorts, listensOnIpv6, openPorts } from './listening';
import { awaitReady, Check, isReady } from './readiness';
import { ServerProcess } from './server-process';

/** How often to look whether the server listens elsewhere; seen twice, it is believed. */
const LOOK_MS = 500;

/** What is waited for. */
export interface Wait {
  /** The port on which the server should listen. */
  readonly port: number;
  readonly path: string;
  readonly limitMs: number;
  readonly stop: AbortSignal;
  /** Ports on which it may listen instead. */
  readonly watched: readonly number[];
}

/** What the wait has shown. */
export interface Arrival {
  readonly lastCheck: Check;
  /** Other ports on which the server listens. */
  readonly elsewhere: readonly number[];
  /** True where it has the right port, but of `::1` alone. */
  readonly onlyIpv6: boolean;
}

/** Where a server is found instead. */
type Place = Pick<Arrival, 'elsewhere' | 'onlyIpv6'>;

const NOWHERE: Place = { elsewhere: [], onlyIpv6: false };

/** Waits for the readiness check, the process's end, or the certainty that it listens elsewhere. */
export async function awaitServer(server: ServerProcess, { port, path, limitMs, stop, watched }: Wait): Promise<Arrival> {
  const over = new AbortController();
  const { signal } = over;
  const end = () => over.abort();
  void server.ended.then(end);
  if (stop.aborted) end();
  stop.addEventListener('abort', end, { once: true });
  const looking = lookElsewhere(server.pid, port, watched, signal).finally(end);
  const lastCheck = await awaitReady({ port, path, limitMs, signal });
  const now = lastCheck !== 'refused' || signal.aborted ? NOWHERE : await placeOf(server.pid, port, watched);
  end();
  stop.removeEventListener('abort', end);
  return { lastCheck, ...isReady(lastCheck) ? NOWHERE : await looking ?? now };
}

/** Resolves with the place at which the server listens instead, once it was seen there twice. */
async function lookElsewhere(group: number, port: number, watched: readonly number[], signal: AbortSignal): Promise<Place | undefined> {
  let before = NOWHERE;
  while (!signal.aborted) {
    await delay(LOOK_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const now = await placeOf(group, port, watched);
    const again = now.elsewhere.filter((other) => watched.includes(other) && before.elsewhere.includes(other));
    const onlyIpv6 = now.onlyIpv6 && before.onlyIpv6;
    if (again.length > 0 || onlyIpv6) return { elsewhere: again, onlyIpv6 };
    before = now;
  }
  return undefined;
}

/** Where the server listens, as far as this system tells; nowhere else where it has the right port. */
async function placeOf(group: number, port: number, watched: readonly number[]): Promise<Place> {
  if ((await openPorts([port])).length > 0) return NOWHERE;
  const ports = await listeningPorts(group) ?? await openPorts(watched);
  return { elsewhere: ports.filter((other) => other !== port), onlyIpv6: await listensOnIpv6(port) };
}
