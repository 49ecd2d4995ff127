import { InvalidArgumentError } from 'commander';
import { filled } from './values';

/** A day. */
const MAX_IDLE_SECONDS = 86_400;

/** Each is a process: more than a machine has memory for. */
const MOST_INSTANCES = 1_000;

/** Paths so far. Commander passes what was given before; after --no-watch that is false. */
export function paths(value: string, before: readonly string[] | boolean | undefined): string[] {
  return [...Array.isArray(before) ? before as string[] : [], filled(value)];
}

/** Hosts so far, with this one. */
export function hosts(value: string, before: readonly string[] = []): string[] {
  if (!/^(?:[a-z\d_-]+\.)*[a-z\d_-]+$/i.test(value)) {
    throw new InvalidArgumentError('A host is a name such as a.example.com, without https://, port and path.');
  }
  return [...before, value.toLowerCase()];
}

/** Origins so far, with this one as browsers send it. */
export function origins(value: string, before: readonly string[] = []): string[] {
  if (!/^[a-z][a-z\d+.-]*:\/\/(?:\[[\da-f:.]+\]|[a-z\d_.-]+)(?::\d+)?$/i.test(value) || !URL.canParse(value)) {
    throw new InvalidArgumentError('An origin is a scheme and a host such as https://a.example.com, with a port where it has one, and without a path.');
  }
  const { origin } = new URL(value);
  // Of other schemes than those of the web, such as an extension's, it has none.
  return [...before, origin === 'null' ? value.toLowerCase() : origin];
}

/** Seconds until an idle instance ends. */
export const idleSeconds = (text: string): number => within(text, 1, MAX_IDLE_SECONDS, 'Seconds are a whole number');

/** How many instances may be at work at once. */
export const instances = (text: string): number => within(text, 1, MOST_INSTANCES, 'Instances are a whole number');

/** A port; 0 stands for any free one. */
export const port = (text: string): number => within(text, 0, 65_535, 'A port is a number');

function within(text: string, least: number, most: number, what: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw new InvalidArgumentError(`${what} from ${least} to ${most}.`);
  }
  return number;
}
