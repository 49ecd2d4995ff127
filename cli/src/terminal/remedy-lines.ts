import type { createColors } from 'picocolors';
import { printable } from './printable';

/** What to do about what a log says, a line each; none where nothing is known. */
export function remedyLines(remedies: readonly string[], { bold, yellow }: ReturnType<typeof createColors>): string[] {
  return remedies.length === 0 ? [] : [bold('What to do:'), ...remedies.map((remedy) => `${yellow('→')} ${printable(remedy)}`)];
}
