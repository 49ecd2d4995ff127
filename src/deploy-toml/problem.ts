/** Where something stands in the file; both begin with 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One mistake in a `deploy.toml`. */
export interface DeployTomlProblem extends Partial<Place> {
  /** The file, as its path was given. */
  readonly file: string;

  /** What it is about, as it stands in the file: `[lambda] memory_size`; unset where it is the whole file. */
  readonly key?: string;
  readonly message: string;

  /** The known name that comes nearest to an unknown one. */
  readonly nearest?: string;
}

/** The problem as one line: `.pmcp/deploy.toml:12: [lambda] memory_size: got 64, expected …`. */
export function problemLine({ file, line, key, message }: DeployTomlProblem): string {
  return [line === undefined ? file : `${file}:${line}`, ...key === undefined ? [] : [key], message].join(': ');
}

/** Everything that is wrong with a `deploy.toml`, as a message and as data. */
export class DeployTomlError extends Error {
  constructor(readonly problems: readonly DeployTomlProblem[]) {
    super(problems.map(problemLine).join('\n'));
    this.name = 'DeployTomlError';
  }
}

/** A text of the file as a message shows it: on one line, and not longer than a line. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
