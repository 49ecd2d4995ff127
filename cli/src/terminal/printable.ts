/** ESC with all that follows it up to the end of a CSI or OSC sequence: colours, cursor moves, titles. */
const ESCAPE_SEQUENCES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)/g;

/**
 * C0, DEL and C1 controls, line and paragraph separators, and what reorders or hides the text
 * around it (bidirectional overrides, zero-width characters, byte-order mark).
 */
export const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Text of others made fit for a terminal: what servers print and clients send must not move the
 * cursor, rename the window or forge a line. Colours are dropped, other controls shown as escapes.
 */
export function printable(text: string): string {
  return text.replace(ESCAPE_SEQUENCES, '').replaceAll('\t', '  ').replace(UNPRINTABLE, escape);
}

/** The same for text whose line ends are our own; only what stands between them may come from others. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function escape(character: string): string {
  const code = character.charCodeAt(0);
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
