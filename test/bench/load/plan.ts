import { ToolCall } from './mcp-call';

/** What is called, by name: several URLs are as many servers, which share the connections. */
export type Targets = Readonly<Record<string, readonly string[]>>;

/** One call after the other, each to the next target. */
export interface LatencyPlan {
  readonly kind: 'latency';
  readonly targets: Targets;
  readonly call: ToolCall;
  readonly calls: number;
  /** Before those that count. */
  readonly warmUpCalls: number;
}

/** Several connections at once, to one target after the other. */
export interface ThroughputPlan {
  readonly kind: 'throughput';
  readonly targets: Targets;
  readonly call: ToolCall;
  readonly connections: number;
  readonly rounds: number;
  /** How long a round lasts for each target. */
  readonly roundMs: number;
  /** Before those that count, in each round. */
  readonly warmUpMs: number;
}

export type Plan = LatencyPlan | ThroughputPlan;

/** For each target the median: milliseconds a call, or calls a second. */
export type Measured = Readonly<Record<string, number>>;
