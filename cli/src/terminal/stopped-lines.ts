import { StoppedEvent } from './events';
import { count, milliseconds } from './units';

/** What the run has been, in two lines at most. */
export function stoppedLines({ requests, instances, statuses, coldStarts, p50Ms, p95Ms }: StoppedEvent): string {
  const kinds = Object.entries(statuses).map(([status, number]) => `${number} × ${status}`).join(', ');
  const answered = `stopped: ${count(requests, 'request')}${kinds === '' ? '' : ` (${kinds})`}`;
  const cold = requests === 0 ? '' : `, ${count(coldStarts, 'cold start')}`;
  const times = p50Ms === undefined || p95Ms === undefined
    ? []
    : [`answers of the server: half within ${milliseconds(p50Ms)}, 95 % within ${milliseconds(p95Ms)}`];
  return [`${answered}, ${count(instances, 'instance')}${cold}`, ...times].join('\n');
}
