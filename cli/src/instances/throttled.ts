/**
 * Lambda refuses the invocation: as many of the function's instances are at work as it reserves. No
 * instance was asked. Lambda's own answer is 429 `TooManyRequestsException` with this message and reason.
 */
export class Throttled extends Error {
  readonly reason = 'ReservedFunctionConcurrentInvocationLimitExceeded';

  constructor(
    /** The function's reserved concurrency. */
    readonly reserved: number,
  ) {
    super('Rate Exceeded.');
    this.name = 'Throttled';
  }

  /** What happened and which setting decides it, for the request's line. */
  get advice(): string {
    const instances = this.reserved === 1 ? 'instance' : 'instances';
    return `throttled by Lambda: the function reserves ${this.reserved} concurrent ${instances} (ReservedConcurrentExecutions in the template), `
      + (this.reserved === 0 ? 'so that it serves no request' : 'and each has a request');
  }
}
