import { UNPRINTABLE } from './printable';

/**
 * JSON that a terminal can show: JSON itself has escapes for the controls up to the space alone, and what servers print may hold others,
 * which clear the screen or turn the text around. Whoever parses it gets what was there.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(UNPRINTABLE, (character) =>
    (character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
