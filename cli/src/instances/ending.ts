import { InstanceEndedEvent } from '../terminal/events';

/** Why this program ends an instance. */
export type EndReason = NonNullable<InstanceEndedEvent['reason']>;

/** How a server process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True where it was told to. */
  readonly expected: boolean;
  /** Why it was told to. */
  readonly reason?: EndReason;
  /** In words that end a request's line, where a limit of the function was the reason. */
  readonly verdict?: string;
}

/** In words that follow the server's name: `ended with exit code 7`. */
export function describeEnding({ code, signal }: Ending): string {
  if (signal) return `was ended by ${signal}`;
  // The code by which shells and `env` say it.
  return code === 127 ? 'ended with exit code 127 (a program that it starts was not found)' : `ended with exit code ${code}`;
}

/** Why the request got no answer that the instance had when it ended. */
export function causeOf(ending: Ending, who: string): string {
  return ending.verdict ?? `${who} ${describeEnding(ending)} before it had answered`;
}
