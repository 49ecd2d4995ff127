import { Check } from './readiness';
import { Ending } from './server-process';
import { StartError } from './start-error';
import { FunctionFacts } from '../template/model';

/** All that is known about a start that failed. */
export interface StartFailure {
  readonly facts: FunctionFacts;
  /** True where the developer's own command was started. */
  readonly ownCommand: boolean;
  /** The command or file that was started. */
  readonly title: string;
  /** The port that it was given. */
  readonly port: number;
  readonly limitMs: number;
  readonly lastCheck: Check;
  readonly lastLines: readonly string[];
  /** Ports on which it listens instead. */
  readonly elsewhere: readonly number[];
  /** How it ended, where it ended by itself. */
  readonly ending?: Ending;
}

/** Puts the failure into words: what happened, and what to change. */
export function startError(failure: StartFailure): StartError {
  return new StartError(`${sentence(failure)}${printed(failure.lastLines)}`);
}

function sentence({ facts, ownCommand, title, port, limitMs, lastCheck, elsewhere, ending }: StartFailure): string {
  const limit = `${limitMs / 1000} s`;
  const path = facts.adapter.readinessPath;
  if (ending) {
    const how = ending.signal ? `was ended by ${ending.signal}` : `ended with exit code ${ending.code}`;
    return `"${title}" ${how} before it listened on port ${port}. A server must stay and listen on the port in the environment variable PORT`
      + (ownCommand ? '' : '; its environment is the template\'s and not your shell\'s, so a variable that it needs must be in the template');
  }
  if (typeof lastCheck === 'number') {
    return `"${title}" answered its readiness check GET ${path} with ${lastCheck} for ${limit}, and the Lambda Web Adapter waits for a status below 500. `
      + 'Name a path that answers in AWS_LWA_READINESS_CHECK_PATH';
  }
  if (lastCheck === 'silent') {
    return `"${title}" accepted the connection on port ${port} and did not answer GET ${path} within ${limit}. `
      + 'The server must answer this readiness check; name another path in AWS_LWA_READINESS_CHECK_PATH';
  }
  if (elsewhere.length > 0) {
    return `"${title}" listens on ${elsewhere.join(', ')}; it must listen on the port in the environment variable PORT (${port} for this instance): `
      + 'several instances share this machine';
  }
  return `"${title}" did not listen on port ${port} within ${limit}`
    + (ownCommand ? '' : ', and Lambda gives it no more')
    + '. It must listen on 127.0.0.1 (or all addresses) and the port in the environment variable PORT, and do slow work after that';
}

function printed(lines: readonly string[]): string {
  return lines.length === 0 ? '.\nIt printed nothing.' : `.\nIts last output:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
