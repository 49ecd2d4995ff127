import { summarise } from '../../src/commands/summary';
import { DevEvent, RequestEvent } from '../../src/terminal/events';

const request = (facts: Partial<RequestEvent>): RequestEvent => ({
  event: 'request', time: '2026-11-22T12:00:00.000Z', requestId: 'id', method: 'POST', path: '/mcp', status: 200, ms: 1, ...facts,
});

test('every event is passed on, and without a request there are no times', () => {
  const seen: DevEvent[] = [];
  const summary = summarise((event) => seen.push(event));
  const started = { event: 'instance-started', instance: 1, pid: 7, port: 8 } as const;
  summary.report(started);
  expect(seen).toEqual([started]);
  expect(summary.stopped()).toEqual({ event: 'stopped', requests: 0, instances: 1, statuses: {}, coldStarts: 0 });
});

test('requests are counted by status, and times are those of the server\'s own answers', () => {
  const summary = summarise(() => {});
  summary.report(request({ status: 404, ms: 9000, failure: 'no route' }));
  summary.report(request({ status: 500, ms: 9000, instance: 1, cold: true, failure: 'the server ended' }));
  for (let ms = 1; ms <= 100; ms++) {
    summary.report(request({ ms, instance: 2, cold: ms === 1 }));
  }
  const { p50Ms, p95Ms, ...counts } = summary.stopped();
  expect(counts).toEqual({ event: 'stopped', requests: 102, instances: 0, statuses: { 200: 100, 404: 1, 500: 1 }, coldStarts: 2 });
  expect(Math.abs(p50Ms! / 50 - 1)).toBeLessThanOrEqual(0.011);
  expect(Math.abs(p95Ms! / 95 - 1)).toBeLessThanOrEqual(0.011);
});
