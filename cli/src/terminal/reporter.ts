import { isColorSupported } from 'picocolors';
import { Report } from './events';
import { jsonReporter } from './json-reporter';
import { textReporter } from './text-reporter';

/** How the user wants to be told. */
export interface ReporterOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The reporter of this process: events to stdout, as lines of JSON or as text. */
export function createReporter(options: ReporterOptions): Report {
  if (options.json) return jsonReporter(process.stdout);
  return textReporter({
    out: process.stdout,
    err: process.stderr,
    // Colours also when `CI` or `FORCE_COLOR` ask for them would end up in log files of others.
    colour: isColorSupported && process.stdout.isTTY === true,
    quiet: options.quiet ?? false,
  });
}

/** Whether the reporter shows what app and servers print, so that a failure need not repeat it. */
export function showsOutput({ json = false, quiet = false }: ReporterOptions): boolean {
  return !json && !quiet;
}
