import { PropsOf } from '../support';

/** A server, and what the message of the rule must contain for it. */
export interface FailingCase {
  readonly props: PropsOf;
  readonly says: string[];
  readonly region?: string;
  readonly platform?: NodeJS.Platform;

  /** The directory of the programs that are there, for code that is built. */
  readonly programs?: string;
}

export interface PassingCase {
  readonly props: PropsOf;
  readonly region?: string;
  readonly platform?: NodeJS.Platform;

  /** The directory of the programs that are there, for code that is built. */
  readonly programs?: string;
}

export interface RuleCases {
  readonly fails: FailingCase[];
  readonly passes: PassingCase[];
}
