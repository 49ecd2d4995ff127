/** The function that is measured behind the real adapter. */
export interface DeployedServer {
  /** The adapter's program. */
  readonly adapter: string;
  /** A directory with a `server.cjs` for Node.js, or with an executable `bootstrap` whose path is `/`. */
  readonly code: { readonly kind: 'nodejs' | 'executable'; readonly directory: string };
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

/** Medians in milliseconds; a cold start has no direct call beside it. */
export interface DeployedTimes {
  readonly through: number;
  readonly direct?: number;
}
