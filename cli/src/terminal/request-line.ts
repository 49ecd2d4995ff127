import type { createColors } from 'picocolors';
import { RequestEvent } from './events';
import { printable } from './printable';
import { milliseconds } from './units';

/** The longest of the usual methods, `OPTIONS` and `CONNECT`. */
const METHOD_WIDTH = 7;

/** Longer texts would fill the screen; JSON has the whole of them. */
const LONGEST_PATH = 100;
const LONGEST_FAILURE = 300;

/** A request in one line. */
export function requestLine(event: RequestEvent, colours: ReturnType<typeof createColors>): string {
  const paint = event.status >= 500 ? colours.red : event.status >= 400 ? colours.yellow : colours.green;
  const message = [event.mcpMethod, event.mcpName].filter((part) => part !== undefined).map((part) => shortened(part, LONGEST_PATH)).join(' ');
  const answeredBy = event.instance === undefined ? 'gateway' : `${event.cold ? 'cold' : 'warm'} #${event.instance}`;
  return [
    colours.dim(new Date(event.time).toTimeString().slice(0, 8)),
    event.method.padEnd(METHOD_WIDTH),
    shortened(event.path, LONGEST_PATH),
    ...message === '' ? [] : [colours.bold(message)],
    paint(String(event.status)),
    milliseconds(event.ms),
    ...event.firstByteMs === undefined ? [] : [colours.dim(`first byte ${milliseconds(event.firstByteMs)}`)],
    event.cold ? colours.cyan(answeredBy) : colours.dim(answeredBy),
    ...event.auth === undefined ? [] : [colours.yellow('auth off')],
    ...event.failure === undefined ? [] : [`– ${shortened(event.failure, LONGEST_FAILURE)}`],
  ].join('  ');
}

/** Begin and end, since both may tell paths apart. */
function shortened(text: string, longest: number): string {
  const half = Math.floor(longest / 2);
  return printable(text.length <= longest ? text : `${text.slice(0, half)}…${text.slice(-half)}`);
}
