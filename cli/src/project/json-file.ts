import { readFileSync } from 'node:fs';
import { UserError } from '../errors';

/** The parsed content of a JSON file; a mistake in it is named with its line and column. */
export function readJsonFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${messageOf(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file}${position(text, messageOf(error))} is not valid JSON: ${reason(messageOf(error))}`);
  }
}

/** `:3:14`, or nothing where the parser does not say where it stopped. */
function position(text: string, message: string): string {
  const offset = /at position (\d+)/.exec(message)?.[1] ?? (/end of JSON input/.test(message) ? text.length : undefined);
  if (offset === undefined) {
    return '';
  }
  const before = text.slice(0, Number(offset)).split('\n');
  return `:${before.length}:${before[before.length - 1].length + 1}`;
}

/** The parser's message without the place, which stands before it, and without what is said already. */
function reason(message: string): string {
  return message.replace(/ (?:in JSON )?at position \d+.*$/s, '').replace(/, (\.{0,3}".*) is not valid JSON$/s, ' in $1');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
