/**
 * A server process that did not become ready. The message says what was tried, what happened, and
 * what to change; it is shown as it is.
 */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}
