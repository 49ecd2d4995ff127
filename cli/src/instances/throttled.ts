/**
 * How many instances of a function are at work at once where nobody says otherwise. Each is a process: Lambda's 1,000 of an account
 * would take a machine with them, whoever asks for them.
 */
export const MAX_INSTANCES = 32;

/**
 * Lambda refuses the invocation: as many of the function's instances are at work as there may be. No
 * instance was asked. Lambda's own answer is 429 `TooManyRequestsException` with this message.
 */
export class Throttled extends Error {
  constructor(
    /** How many that are. */
    readonly limit: number,
    /** The function's own limit, or that of `dev`, which stands for the account's. */
    readonly whose: 'function' | 'dev' = 'function',
  ) {
    super('Rate Exceeded.');
    this.name = 'Throttled';
  }

  /** What happened and which setting decides it, for the request's line. */
  get advice(): string {
    if (this.whose === 'dev') {
      return `throttled: each of the ${this.limit} instances that dev runs of a function at once has a request; --max-instances lets it run more`;
    }
    const instances = this.limit === 1 ? 'instance' : 'instances';
    return `throttled by Lambda: the function reserves ${this.limit} concurrent ${instances} (ReservedConcurrentExecutions in the template), `
      + (this.limit === 0 ? 'so that it serves no request' : 'and each has a request');
  }
}
