import { Arrival } from './await-server';
import { describeEnding, Ending } from './ending';
import { OtherPython } from './other-python';
import { StartError } from './start-error';
import { FunctionFacts } from '../template/model';

/** All that is known about a start that failed. */
export interface StartFailure extends Arrival {
  readonly facts: FunctionFacts;
  /** True where the developer's own command was started. */
  readonly ownCommand: boolean;
  /** The command or file that was started. */
  readonly title: string;
  /** The port that it was given. */
  readonly port: number;
  readonly limitMs: number;
  /** The limit of the first start, where this was the second. */
  readonly firstMs?: number;
  /** The template's port, where somebody else has it and the server has said so. */
  readonly takenPort?: number;
  /** Where it ran with another version of Python than on Lambda. */
  readonly python?: OtherPython;
  /** The lines worth repeating of what it printed. */
  readonly printed: readonly string[];
  /** True where the user has seen them. */
  readonly outputShown: boolean;
  /** How it ended, where it ended by itself. */
  readonly ending?: Ending;
}

/** How to name another path for the check, in the code and in a template that is written by hand. */
const READINESS_PATH = '`readinessPath` of the code (AWS_LWA_READINESS_CHECK_PATH in the template)';

/** Puts the failure into words: what happened, and what to change. */
export function startError(failure: StartFailure): StartError {
  return new StartError(`${sentence(failure)}.${output(failure)}`);
}

function sentence(failure: StartFailure): string {
  const { facts, ownCommand, title, port, limitMs, firstMs, lastCheck, elsewhere, onlyIpv6, ending, takenPort, python } = failure;
  const limit = `${limitMs / 1000} s${firstMs === undefined ? '' : ` of a second start, after ${firstMs / 1000} s of the first`}`;
  const path = facts.adapter.readinessPath;
  if (takenPort !== undefined) {
    return `"${title}" did not start, as port ${takenPort} is in use by another program, perhaps by another \`mcp-lambda dev\`. `
      + 'End that program, or let the server listen on the port in the environment variable PORT, which is free';
  }
  if (ending && python) {
    return `"${title}" ${describeEnding(ending)} before it listened on port ${port}. Its packages were installed for Python ${python.wanted}, which its runtime has, `
      + `and python3 is ${python.here} here, where those with native code do not load. Make python3 the right one, as in a virtual environment of it: `
      + `python${python.wanted} -m venv .venv && . .venv/bin/activate`;
  }
  if (ending) {
    return `"${title}" ${describeEnding(ending)} before it listened on port ${port}. A server must stay and listen on the port in the environment variable PORT`
      + (ownCommand ? '' : '; its environment is the template\'s and not your shell\'s, so a variable that it needs must be in the template');
  }
  if (typeof lastCheck === 'number') {
    return `"${title}" answered its readiness check GET ${path} with ${lastCheck} for ${limit}, and the Lambda Web Adapter waits for a status below 500. `
      + `Name a path that answers: ${READINESS_PATH}`;
  }
  if (lastCheck === 'silent') {
    return `"${title}" accepted the connection on port ${port} and did not answer GET ${path} within ${limit}. `
      + `The server must answer this readiness check, or another path must be named: ${READINESS_PATH}`;
  }
  if (onlyIpv6) {
    return `"${title}" listens on port ${port} of ::1 alone, and the Lambda Web Adapter asks 127.0.0.1. `
      + 'Listen on 127.0.0.1 or on all addresses: "localhost" may be ::1';
  }
  if (elsewhere.length > 0) {
    return `"${title}" listens on ${elsewhere.join(', ')}; it must listen on the port in the environment variable PORT (${port} for this instance): `
      + 'several instances share this machine';
  }
  return `"${title}" did not listen on port ${port} within ${limit}`
    + (ownCommand ? '' : ', and Lambda gives it no more')
    + '. It must listen on 127.0.0.1 (or all addresses) and the port in the environment variable PORT, and do slow work after that';
}

/** What it printed, for users who have not seen it. */
function output({ printed, outputShown }: StartFailure): string {
  if (printed.length === 0) return '\nIt printed nothing.';
  return outputShown ? '' : `\nIts output:\n${printed.map((line) => `  ${line}`).join('\n')}`;
}
