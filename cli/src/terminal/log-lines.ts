import type { createColors } from 'picocolors';
import { jsonText } from './json-text';
import { printable, printableLines } from './printable';

type Colours = ReturnType<typeof createColors>;

/** A line of a log, and whose it is. */
export interface LogLine {
  readonly source: 'server' | 'api';
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly message: string;
}

/** Shown by itself, or of no use to a reader. */
const HIDDEN = new Set(['timestamp', 'time', 'level', 'message', 'msg', 'apiId', 'stage', 'severity']);

/** A line for people: JSON is taken apart, everything else stays as it was written. */
export function logText({ source, time, message }: LogLine, colours: Colours): string {
  const at = colours.dim(new Date(time).toISOString().slice(11, 23));
  const mark = source === 'api' ? colours.cyan('api   ') : colours.dim('server');
  const record = recordIn(message);
  const text = record === undefined ? printableLines(message) : source === 'api' ? requestText(record, colours) : recordText(record, colours);
  return `${at} ${mark} ${text}`;
}

/** The same for a script: one object a line, with what is JSON as JSON. */
export function logJson({ source, time, message }: LogLine): string {
  return jsonText({ time: new Date(time).toISOString(), source, message: recordIn(message) ?? message });
}

function recordIn(message: string): Readonly<Record<string, unknown>> | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return undefined; // It only looks like JSON, or was cut off.
  }
}

/** `POST /mcp 200 12 ms`, then what else the access log says. */
function requestText(record: Readonly<Record<string, unknown>>, colours: Colours): string {
  const { route, status, latencyMs, ...others } = record;
  if (route === undefined || status === undefined) return recordText(record, colours);
  const code = Number(status);
  const coloured = code >= 500 ? colours.red : code >= 400 ? colours.yellow : colours.green;
  return [value(route), coloured(value(status)), ...latencyMs === undefined ? [] : [`${value(latencyMs)} ms`], rest(others, colours)].filter(Boolean).join(' ');
}

/** `ERROR what was said key=value`. */
function recordText(record: Readonly<Record<string, unknown>>, colours: Colours): string {
  const level = value(record.level ?? record.severity ?? '').toUpperCase();
  const coloured = /^(?:ERROR|FATAL|CRITICAL)$/.test(level) ? colours.red : /^WARN/.test(level) ? colours.yellow : colours.dim;
  const said = record.message ?? record.msg;
  return [level && coloured(level), said === undefined ? '' : printableLines(typeof said === 'string' ? said : JSON.stringify(said)), rest(record, colours)]
    .filter(Boolean).join(' ');
}

/** What an access log does not know is `-`. */
function rest(record: Readonly<Record<string, unknown>>, colours: Colours): string {
  return Object.entries(record)
    .filter(([key, each]) => !HIDDEN.has(key) && each !== '-' && each !== '' && each !== null)
    .map(([key, each]) => colours.dim(`${printable(key)}=${value(each)}`))
    .join(' ');
}

function value(each: unknown): string {
  return printable(typeof each === 'string' ? each : JSON.stringify(each) ?? '');
}
