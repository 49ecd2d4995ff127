/**
 * What parent and child say to each other. The child runs the CDK Toolkit Library, which weighs 170 MB
 * and takes half a second to load: `dev` needs neither while it serves.
 */

/** An app to run, and where. */
export interface AppCommand {
  readonly command: string;
  readonly directory: string;
  /** Context values, as `--context` of the CDK gives them. */
  readonly context?: Readonly<Record<string, string>>;
  /** Feature flags of the CDK. Context counts more, whether it is given or in files. */
  readonly flags?: Readonly<Record<string, unknown>>;
}

/** What synthesis for an account knows of it. */
export interface SynthesisTarget {
  /** Whose credentials are there. */
  readonly account: string;
  /** The region of options, environment or profile; missing where none of them names one. */
  readonly region?: string;
  readonly profile?: string;
  /** Context of the command line, which counts more than that of files. */
  readonly context: Readonly<Record<string, string>>;
  /** Whether assets are built: names and addresses are known without. */
  readonly build: boolean;
}

/** Sent once by the parent. */
export interface SynthesisRequest extends AppCommand {
  readonly outdir: string;
  /** Whether it goes with the parent. */
  readonly temporary: boolean;
  /** Missing where nothing may be asked of AWS. */
  readonly target?: SynthesisTarget;
}

/** A line that the app printed. */
export interface AppLine {
  readonly type: 'line';
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
}

/** Why there is no assembly. */
export interface SynthesisFailure {
  readonly type: 'failed';
  /**
   * `context`: look-ups are missing; `app`: the app failed; `file`: the assembly cannot be written; `lock`: another run
   * writes or reads it; `empty`: the app synthesised nothing; `toolkit`: anything else.
   */
  readonly reason: 'context' | 'app' | 'file' | 'lock' | 'empty' | 'toolkit';
  readonly message: string;
  /** With `file`: the system's code, such as `ENOSPC`. */
  readonly code?: string;
}

/** Sent by the child: lines while the app runs, then one result or failure. */
export type SynthesisReply = AppLine | { readonly type: 'done'; readonly directory: string } | SynthesisFailure;
