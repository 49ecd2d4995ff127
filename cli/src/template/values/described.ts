import { Unresolved, unresolvedIn } from './resolved';
import type { Resolved } from './resolved';

/** Longer texts are cut: a template may hold anything, and a message is one line. */
const LONGEST = 100;

/** A value of a template as a message shows it: text in quotes, and what is large or open by its kind alone. */
export function described(value: Resolved | undefined): string {
  if (value instanceof Unresolved) {
    return `not known locally (${value.reason})`;
  }
  if (value === undefined) {
    return 'missing';
  }
  if (typeof value === 'string') {
    return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const text = unresolvedIn(value) ? '' : JSON.stringify(value);
  if (text !== '' && text.length <= LONGEST) {
    return text;
  }
  return Array.isArray(value) ? 'a list' : 'an object';
}
