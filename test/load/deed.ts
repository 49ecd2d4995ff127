import type { Revision } from '../../demo/client';

/**
 * How something that a client did has ended: with the answer to its own question, with the gateway's
 * error, because the client went away, or in a way that must not be.
 */
export type Ending = 'own answer' | 'gateway error' | 'left' | 'wrong';

/** What a client can do. */
export type DeedKind = 'connect' | 'add' | 'word count' | 'big body' | 'wait' | 'leave' | 'abandon upload';

/** Something that a client did, told when it is over. */
export interface Deed {
  readonly client: number;
  readonly revision: Revision;
  readonly kind: DeedKind;
  readonly ending: Ending;
  readonly ms: number;
  /** `apigw-requestid` of the answer that decided; missing where the client got none. */
  readonly requestId?: string;
  readonly status?: number;
  /** The process that says that it has answered. */
  readonly pid?: number;
  /** What was wrong. */
  readonly detail?: string;
}
