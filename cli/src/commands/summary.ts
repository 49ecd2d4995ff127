import { Report, RequestEvent, StoppedEvent } from '../terminal/events';

/** Times are kept in classes whose bounds are 2 % apart, so that a long run needs no more memory than a short one. */
const STEP = Math.log(1.02);

/** Counts what is reported, and passes it on. */
export interface Summary {
  readonly report: Report;
  /** What has been counted so far. */
  stopped(): StoppedEvent;
}

/** Watches the events of a run for its last line. */
export function summarise(report: Report): Summary {
  const statuses: Record<string, number> = {};
  const times = new Map<number, number>();
  let [requests, instances, coldStarts] = [0, 0, 0];
  const count = ({ status, ms, cold, instance, failure }: RequestEvent) => {
    requests += 1;
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (cold) coldStarts += 1;
    if (instance === undefined || failure !== undefined) return;
    const step = classOf(ms);
    times.set(step, (times.get(step) ?? 0) + 1);
  };
  return {
    report: (event) => {
      if (event.event === 'request') count(event);
      if (event.event === 'instance-started') instances += 1;
      report(event);
    },
    stopped: () => ({
      event: 'stopped',
      requests,
      instances,
      statuses,
      coldStarts,
      ...times.size === 0 ? {} : { p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95) },
    }),
  };
}

/** Below a hundredth of a millisecond, which is the unit of the events, nothing is told apart. */
const classOf = (ms: number) => Math.round(Math.log(Math.max(ms, 0.01)) / STEP);

/** The time, with two digits after the point, that this share of the answers did not exceed. */
function percentile(times: ReadonlyMap<number, number>, share: number): number {
  const classes = [...times].sort(([a], [b]) => a - b);
  let left = Math.ceil(classes.reduce((sum, [, count]) => sum + count, 0) * share);
  const [step] = classes.find(([, count]) => (left -= count) <= 0)!;
  return Math.round(Math.exp(step * STEP) * 100) / 100;
}
