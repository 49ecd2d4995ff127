/** How an error of the library begins, in the app's own language or passed on by jsii's. */
const BEGINS = /^\s*(?:\S+: )*(McpLambdaError|DeployTomlError): /;

/** A message about a construct ends with its path: `… (at Stack/Server)`. */
const ENDS = /\(at \S.*\)$/;

/** Where Node shows the source of an uncaught error: the place, the line, the mark under it, and empty lines. */
const FRAME = [/^\S.*:\d+$/, /^/, /^\s*[\^~]+\s*$/, /^$/, /^$/, /^$/];

/** What the library has said before it ended the app. */
export interface LibraryMessage {
  readonly lines: readonly string[];
  /** Whether each of its lines names a `deploy.toml` and a place in it: then it does not matter which app reads that. */
  readonly ofDeployToml: boolean;
}

/** The messages say more than a stack trace of the library's own code; undefined where there is none. */
export function libraryMessage(stderr: readonly string[]): LibraryMessage | undefined {
  const begin = stderr.findIndex((line) => BEGINS.test(line));
  if (begin < 0) return undefined;
  const lines = stderr.slice(begin);
  const trace = lines.findIndex((line) => /^\s*at \S/.test(line));
  const message = trace < 0 ? lines : lines.slice(0, trace);
  const end = message.findIndex((line) => ENDS.test(line));
  return {
    lines: [lines[0].replace(BEGINS, ''), ...message.slice(1, end < 0 ? undefined : end + 1)],
    ofDeployToml: BEGINS.exec(lines[0])?.[1] === 'DeployTomlError',
  };
}

/** Gets each line with whether it belongs to an error of the library and its trace. */
export type OnMarkedLine = (line: string, trace: boolean) => void;

/**
 * Marks what belongs to an error of the library as lines come in: the source before it and all that
 * follows it. Lines that look like such source wait until it is known what they are.
 */
export class TraceMarker {
  private readonly held: string[] = [];
  private inTrace = false;

  constructor(private readonly onLine: OnMarkedLine) {}

  /** Takes the next line of standard error. */
  add(line: string): void {
    if (BEGINS.test(line)) {
      this.inTrace = true;
      this.release();
    } else if (!this.inTrace) {
      if (!FRAME[this.held.length]?.test(line)) this.release();
      if (FRAME[this.held.length].test(line)) {
        this.held.push(line);
        return;
      }
    }
    this.onLine(line, this.inTrace);
  }

  /** Lets go of what is held: it belongs to the error that has begun, or to none. */
  release(): void {
    this.held.splice(0).forEach((line) => this.onLine(line, this.inTrace));
  }
}
