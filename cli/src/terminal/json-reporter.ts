import { Report } from './events';

/** One event a line, for scripts. */
export function jsonReporter(out: NodeJS.WritableStream): Report {
  return (event) => {
    out.write(`${JSON.stringify(event)}\n`);
  };
}
