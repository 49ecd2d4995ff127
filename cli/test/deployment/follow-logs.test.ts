import type { LogEvent, LogQuery } from '../../src/aws/log-groups';
import { followLogs, LogSource } from '../../src/deployment/follow-logs';

const SOURCES: LogSource[] = [{ source: 'server', logGroup: 'a' }, { source: 'api', logGroup: 'b' }];
const event = (id: string, time: number): LogEvent => ({ id, time, message: `${id} at ${time}` });

/** Shows what log groups have at each look. */
async function shown(looks: Record<string, LogEvent[]>[], since = 0) {
  const queries: LogQuery[] = [];
  const lines: string[] = [];
  let look = 0;
  await followLogs({
    sources: SOURCES,
    groups: {
      lines: async (query) => {
        queries.push(query);
        return (looks[look][query.logGroup] ?? []).filter(({ time }) => time >= query.since);
      },
    },
    since,
    filter: 'ERROR',
    onLine: ({ source, message }) => { lines.push(`${source} ${message}`); },
    next: async () => (look += 1) < looks.length,
  });
  return { lines, queries };
}

test('shows the lines of all groups in the order of their times', async () => {
  const { lines, queries } = await shown([{ a: [event('1', 10), event('2', 30)], b: [event('1', 20)] }], 5);
  expect(lines).toEqual(['server 1 at 10', 'api 1 at 20', 'server 2 at 30']);
  expect(queries).toEqual([{ logGroup: 'a', since: 5, filter: 'ERROR' }, { logGroup: 'b', since: 5, filter: 'ERROR' }]);
});

test('shows each line once, also one that came in late', async () => {
  const { lines } = await shown([
    { a: [event('1', 100_000)] },
    { a: [event('late', 90_000), event('1', 100_000), event('2', 110_000)] },
    {},
    { a: [event('late', 90_000), event('1', 100_000), event('2', 110_000), event('3', 111_000)] },
  ]);
  expect(lines.filter((line) => !line.includes('late'))).toEqual(['server 1 at 100000', 'server 2 at 110000', 'server 3 at 111000']);
  expect(lines).toContain('server late at 90000');
});

test('does not look further back than it must', async () => {
  const { queries } = await shown([{ a: [event('1', 500_000)] }, {}], 0);
  expect(queries.at(-1)?.since).toBe(440_000);
});
