/** How a program begins, how it ends, and what stands around its first error. */
const FIRST = 5;
const LAST = 15;
const OF_ERROR = 3;

/** What an error begins with in most languages; what it is about may follow on the next line. */
const ERROR = /\b\w*(?:Error|Exception)\b: |\berror: |^Traceback \(|\bpanicked at |^panic: /i;

interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/**
 * The lines of a long output that are worth repeating. The end alone would often be a stack trace
 * whose cause is further up.
 */
export class Excerpt {
  private readonly first: NumberedLine[] = [];
  private readonly ofError: NumberedLine[] = [];
  private readonly last: NumberedLine[] = [];
  private count = 0;

  add(text: string): void {
    const line = { number: this.count++, text };
    if (this.first.length < FIRST) {
      this.first.push(line);
    }
    if (this.ofError.length > 0 ? this.ofError.length < OF_ERROR : ERROR.test(text)) {
      this.ofError.push(line);
    }
    this.last.push(line);
    if (this.last.length > LAST) {
      this.last.shift();
    }
  }

  /** In their order, with `…` where some are left out. */
  get lines(): string[] {
    const kept = new Map([...this.first, ...this.ofError, ...this.last].map((line) => [line.number, line.text]));
    return [...kept].sort(([a], [b]) => a - b).flatMap(([number, text]) => (number === 0 || kept.has(number - 1) ? [text] : ['…', text]));
  }
}
