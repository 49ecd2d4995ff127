import type { Deed } from './deed';
import type { Kill } from './killer';
import type { DevEvent, RequestEvent } from '../../cli/src/terminal/events';

/** What the clients, `dev` and the killer tell about the same run. */
export interface Run {
  readonly deeds: readonly Deed[];
  readonly events: readonly DevEvent[];
  readonly kills: readonly Kill[];
}

/** What the quickstart's server answers by itself: results, notifications taken, and no stream on GET. */
const SERVERS_OWN = [200, 202, 405];

type Named<Name extends DevEvent['event']> = Extract<DevEvent, { event: Name }>;

/** The events of a name. */
export function eventsOf<Name extends DevEvent['event']>(events: readonly DevEvent[], name: Name): Named<Name>[] {
  return events.filter((event): event is Named<Name> => event.event === name);
}

/** How many instances were killed while they had a request, while they had none, and before they were ready. */
export function killed({ events, kills }: Run): { readonly busy: number; readonly idle: number; readonly starting: number } {
  const ready = readyInstances(events);
  const failed = new Set(eventsOf(events, 'request').filter(({ status }) => status >= 500).map(({ instance }) => instance));
  const started = kills.filter(({ instance }) => ready.has(instance));
  const busy = started.filter(({ instance }) => failed.has(instance)).length;
  return { busy, idle: started.length - busy, starting: kills.length - started.length };
}

/**
 * The gateway's errors that no kill explains. A killed instance explains one error, that of the request
 * which it had; one that was killed before it was ready explains that of the request which waited for it.
 */
export function unexplainedErrors({ events, kills }: Run): RequestEvent[] {
  const ready = readyInstances(events);
  const spare = new Set(kills.map(({ instance }) => instance));
  const errors = eventsOf(events, 'request').filter(({ status }) => status >= 500);
  return errors.filter(({ instance }) => {
    const cause = instance ?? [...spare].find((number) => !ready.has(number));
    return cause === undefined || !spare.delete(cause);
  });
}

/** Requests that were refused. An upload that the client broke off is none of them: nobody saw its answer. */
export function refusals({ events, deeds }: Run): RequestEvent[] {
  const refused = eventsOf(events, 'request').filter(({ status }) => status < 500 && !SERVERS_OWN.includes(status));
  const abandoned = deeds.filter(({ kind }) => kind === 'abandon upload').length;
  const brokenOff = refused.filter(({ status, instance }) => status === 400 && instance === undefined);
  return refused.filter((event) => brokenOff.indexOf(event) < 0 || brokenOff.indexOf(event) >= abandoned);
}

/** Answers of which the client and `dev` do not tell the same: the status, the process, or that there was one at all. */
export function contradictions({ deeds, events }: Run): string[] {
  const requests = new Map(eventsOf(events, 'request').map((event) => [event.requestId, event]));
  const pids = new Map(eventsOf(events, 'instance-started').map(({ instance, pid }) => [instance, pid]));
  return deeds.filter(({ requestId }) => requestId !== undefined).flatMap((deed) => {
    const request = requests.get(deed.requestId!);
    requests.delete(deed.requestId!);
    if (!request) return [`no request of its own: ${JSON.stringify(deed)}`];
    const samePid = deed.pid === undefined || (request.instance !== undefined && pids.get(request.instance) === deed.pid);
    return deed.status === request.status && samePid ? [] : [`${JSON.stringify(deed)} is ${JSON.stringify(request)}`];
  });
}

/** Ends of instances that no kill explains, and kills that were not told as such. */
export function unexplainedEnds({ events, kills }: Run): object[] {
  const pids = new Map(kills.map(({ instance, pid }) => [instance, pid]));
  const ends = eventsOf(events, 'instance-ended');
  const others = ends.filter(({ instance, pid, signal, expected }) => pids.get(instance) !== pid || signal !== 'SIGKILL' || expected);
  const failed = eventsOf(events, 'instance-failed').filter(({ instance }) => !pids.has(instance));
  const untold = kills.filter(({ instance }) => !ends.some((end) => end.instance === instance));
  return [...others, ...failed, ...untold];
}

/** How many there are of each, most first: `200 own answer, 3 left`. */
export function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
  return [...counts].sort(([, one], [, other]) => other - one).map(([name, count]) => `${count} ${name}`).join(', ');
}

const readyInstances = (events: readonly DevEvent[]) => new Set(eventsOf(events, 'instance-ready').map(({ instance }) => instance));
