import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { Fact, factOf } from '../private/tokens';

/**
 * Who must show an API key (`x-api-key`), and how often. A key tells callers apart and limits each of them;
 * it does not prove who they are, and so it stands beside the auth and replaces none.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export interface McpUsagePlanOptions {
  /**
   * The keys that are let in.
   *
   * @default - one key is made
   */
  readonly apiKeys?: apigateway.IApiKey[];

  /**
   * How many requests each key may send: `rateLimit` a second on average, and `burstLimit` at once.
   *
   * @default - the limits of the stage
   */
  readonly throttle?: apigateway.ThrottleSettings;

  /**
   * How many requests each key may send in a day, a week or a month.
   *
   * @default - no quota
   */
  readonly quota?: apigateway.QuotaSettings;
}

/** What is known of it before any resource exists. */
export interface UsagePlanFacts {
  /** Unset where a key is made. */
  readonly apiKeys?: number;
  readonly rateLimit?: Fact<number>;
  readonly burstLimit?: Fact<number>;
  readonly quotaLimit?: Fact<number>;
}

export function describeUsagePlan({ apiKeys, throttle, quota }: McpUsagePlanOptions): UsagePlanFacts {
  return {
    apiKeys: apiKeys?.length,
    rateLimit: throttle?.rateLimit === undefined ? undefined : factOf(throttle.rateLimit),
    burstLimit: throttle?.burstLimit === undefined ? undefined : factOf(throttle.burstLimit),
    quotaLimit: quota?.limit === undefined ? undefined : factOf(quota.limit),
  };
}

/** Has the stage take the keys. */
export function usagePlan(scope: Construct, stage: apigateway.Stage, { apiKeys, throttle, quota }: McpUsagePlanOptions): void {
  const plan = new apigateway.UsagePlan(scope, 'UsagePlan', { throttle, quota, apiStages: [{ api: stage.restApi, stage }] });
  (apiKeys ?? [new apigateway.ApiKey(scope, 'ApiKey')]).forEach((key) => plan.addApiKey(key));
}
