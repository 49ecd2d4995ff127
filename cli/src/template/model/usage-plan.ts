import type { ThrottleFacts } from './entrance';

/** An `AWS::ApiGateway::ApiKey` that opens stages by its usage plans. */
export interface ApiKeyFacts {
  /** Its logical id. */
  readonly id: string;
  /** As clients send it. */
  readonly value: string;
  /** The stages of the API that it opens. */
  readonly stages: readonly KeyStageFacts[];
}

/** A stage that a key opens. */
export interface KeyStageFacts {
  readonly name: string;
  /** The logical id of the usage plan by which it does so; AWS takes one for a key and a stage. */
  readonly plan: string;
}

/** An `AWS::ApiGateway::UsagePlan`. Its limits hold for each key by itself. */
export interface UsagePlanFacts {
  /** Its logical id. */
  readonly id: string;
  /** For all stages and methods that the key calls, together. */
  readonly throttle?: ThrottleFacts;
  /** For single methods besides. */
  readonly methodThrottles: readonly MethodThrottleFacts[];
  /** For all stages and methods together. */
  readonly quota?: QuotaFacts;
}

/** How often a key may call one method. */
export interface MethodThrottleFacts extends ThrottleFacts {
  readonly stage: string;
  /** The method's key: `POST /mcp`. */
  readonly key: string;
}

/** So many requests in each day, week or month. */
export interface QuotaFacts {
  readonly limit: number;
  readonly period: QuotaPeriod;
  /** So many days after the first of the month, or after Sunday, the period begins: 0 to 27, or to 6. */
  readonly offset: number;
}

export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH';
