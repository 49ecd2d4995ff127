import type { LogEvent, LogQuery } from '../aws/log-groups';
import type { LogLine } from '../terminal/log-lines';

/** A log group, and whose lines are in it. */
export interface LogSource {
  readonly source: LogLine['source'];
  readonly logGroup: string;
}

/** What is shown of which log groups. */
export interface LogTask {
  readonly sources: readonly LogSource[];
  readonly groups: { lines(query: LogQuery): Promise<LogEvent[]> };
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly filter?: string;
  readonly onLine: (line: LogLine) => void;
  /** Waits for the time of another look; false where there is to be none. */
  readonly next: () => Promise<boolean>;
}

/** Lines come in late, and not in their order: each look goes back so far, and leaves out what was shown. */
const OVERLAP_MS = 60_000;

/** Shows the lines of several log groups in the order of their times. */
export async function followLogs({ sources, groups, since, filter, onLine, next }: LogTask): Promise<void> {
  let from = since;
  const shown = new Map<string, number>();
  do {
    const looks = await Promise.all(sources.map(async ({ source, logGroup }) => (
      (await groups.lines({ logGroup, since: from, filter })).map((event) => ({ ...event, source, key: `${logGroup} ${event.id}` })))));
    const lines = looks.flat().sort((a, b) => a.time - b.time);
    lines.filter(({ key }) => !shown.has(key)).forEach(({ source, time, message }) => onLine({ source, time, message }));
    lines.forEach(({ key, time }) => shown.set(key, time));
    from = Math.max(from, (lines.at(-1)?.time ?? from) - OVERLAP_MS);
    // What no look can find again need not be known any more.
    shown.forEach((time, key) => time < from && shown.delete(key));
  } while (await next());
}
