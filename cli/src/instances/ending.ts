/** How a server process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True where it was told to. */
  readonly expected: boolean;
}

/** In words that follow the server's name: `ended with exit code 7`. */
export function describeEnding({ code, signal }: Ending): string {
  if (signal) return `was ended by ${signal}`;
  // The code by which shells and `env` say it.
  return code === 127 ? 'ended with exit code 127 (a program that it starts was not found)' : `ended with exit code ${code}`;
}
