/** The function that is measured behind the real adapter. */
export interface DeployedServer {
  /** The adapter's program. */
  readonly adapter: string;
  /** A directory with a `server.cjs` for Node.js, a `server.py` for Python, or an executable `bootstrap` whose path is `/`. */
  readonly code: { readonly kind: 'nodejs' | 'python' | 'executable'; readonly directory: string };
  /** Empty: the assembly is written into it. */
  readonly outdir: string;
}

/** One call after the other, through the adapter and to the server itself in turns. */
export interface OverheadPlan extends DeployedServer {
  readonly kind: 'overhead';
  readonly calls: number;
  /** Before those that count. */
  readonly warmUpCalls: number;
}

/** One call to a function that does not run yet, several times. */
export interface ColdStartPlan extends DeployedServer {
  readonly kind: 'cold start';
  readonly runs: number;
}

export type DeployedPlan = OverheadPlan | ColdStartPlan;

/** Medians in milliseconds. */
export interface DeployedTimes {
  readonly through: number;
  /** Without the adapter; a cold start has no such call beside it. */
  readonly direct?: number;
  /** The part of a cold start that is the init phase. */
  readonly init?: number;
}
