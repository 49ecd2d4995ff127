import { Claims } from './claims';

/**
 * Claims as a function gets them: every value is a string, a list stands in brackets with spaces
 * between (`[admin editor]`), an object is JSON, and what is null is left out. Not documented, but
 * [measured](https://github.com/floci-io/floci/pull/2011).
 */
export function claimValues(claims: Claims): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null).map(([name, value]) => [name, text(value)]));
}

function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
