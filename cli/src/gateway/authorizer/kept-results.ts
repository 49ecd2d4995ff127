/** So many identities at most: anybody's tokens must not fill the memory. */
const MOST = 1_000;

/** Results that count for a while, by what identifies the caller. */
export class KeptResults<Result> {
  private readonly results = new Map<string, { readonly until: number; readonly result: Result }>();

  /** `now` is a clock in milliseconds. */
  constructor(private readonly keptMs: number, private readonly now: () => number) {}

  get(key: string): Result | undefined {
    const kept = this.results.get(key);
    return kept && kept.until > this.now() ? kept.result : undefined;
  }

  set(key: string, result: Result): void {
    this.results.delete(key);
    this.results.set(key, { until: this.now() + this.keptMs, result });
    if (this.results.size > MOST) {
      const [oldest] = this.results.keys();
      this.results.delete(oldest);
    }
  }
}
