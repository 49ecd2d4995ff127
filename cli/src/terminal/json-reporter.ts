import { Report } from './events';
import { jsonText } from './json-text';

/** One event a line, for scripts. */
export function jsonReporter(out: NodeJS.WritableStream): Report {
  return (event) => {
    out.write(`${jsonText(event)}\n`);
  };
}
