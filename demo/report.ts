import type { RevisionResult } from './client';
import type { Message } from './wire';
import type { DevEvent } from '../cli/src/terminal/events';

/** Tells the user what happens: as text or as JSON. */
export interface Report {
  /** Does the work and tells how long it took. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** `mcp-lambda dev` reports something. */
  event(event: DevEvent): void;
  message(message: Message): void;
  /** A conversation has gone well. */
  answered(result: RevisionResult): void;
  /** Something failed. */
  problem(text: string): void;
  result(result: RevisionResult): void;
}
