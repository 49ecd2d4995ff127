/** What the generations of a server's instances have in common, from one reload to the next. */
export interface Tally {
  /** How many instances were started; the number of the last one. */
  started: number;
  /** Requests that have an instance or wait for one. */
  inFlight: number;
  /** True where the server insists on its port: then one instance serves all requests in turn. */
  alone: boolean;
}

/** Of a run that begins. */
export const newTally = (): Tally => ({ started: 0, inFlight: 0, alone: false });

/** Of another function, whose instances are counted with those of the first. */
export function tallyBeside(first: Tally): Tally {
  return {
    get started() {
      return first.started;
    },
    set started(count) {
      first.started = count;
    },
    inFlight: 0,
    alone: false,
  };
}
