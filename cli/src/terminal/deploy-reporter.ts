import { isColorSupported } from 'picocolors';
import { DeployReport } from './deploy-events';
import { deployTextReporter } from './deploy-text';
import { jsonText } from './json-text';
import { StatusLine } from './status-line';

/** Colours also when `CI` or `FORCE_COLOR` ask for them would end up in log files of others. */
export function coloured(): boolean {
  return isColorSupported && process.stdout.isTTY === true;
}

/** The reporter of this process: events to stdout, as lines of JSON or as text. */
export function createDeployReporter({ json = false }: { readonly json?: boolean }): DeployReport {
  if (json) return (event) => { process.stdout.write(`${jsonText(event)}\n`); };
  const status = process.stdout.isTTY === true && process.env.TERM !== 'dumb' ? new StatusLine(process.stdout) : undefined;
  return deployTextReporter({ out: process.stdout, err: process.stderr, colour: coloured(), status });
}
