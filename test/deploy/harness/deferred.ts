/** A promise that is settled from outside. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  /** Only the first call counts. */
  resolve!: (value: T) => void;

  constructor() {
    this.promise = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }
}
