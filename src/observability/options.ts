import * as sns from 'aws-cdk-lib/aws-sns';

/** The alarms on a server. */
export enum McpAlarm {
  /** The number of invocations is not what it usually is. */
  INVOCATIONS = 'Invocations',

  /** Requests fail. */
  ERRORS = 'Errors',

  /** Requests take nearly as long as they may. */
  DURATION = 'Duration',

  /** Nearly as many requests run at once as may. */
  CONCURRENT_EXECUTIONS = 'ConcurrentExecutions',

  /** Requests are refused because there are too many. */
  THROTTLES = 'Throttles',
}

/** Options of the alarms. Each is there unless it is `disabled`; missing data is no reason for any. */
export interface McpAlarmOptions {
  /**
   * Who is told when an alarm begins, and when it is over: up to 5 topics in the region of the stack. The
   * key of a topic that is encrypted must let `cloudwatch.amazonaws.com` use it.
   *
   * @default []
   */
  readonly topics?: sns.ITopic[];

  /**
   * The alarms that are not made.
   *
   * @default []
   */
  readonly disabled?: McpAlarm[];

  /**
   * Above what share of the requests errors are an alarm, in percent from 0 to below 100. A request has
   * failed where its status is 500 or above, or where its invocation has failed; a crash is both, and
   * counts once.
   *
   * @default 1
   */
  readonly errorsPercent?: number;

  /**
   * How many requests there must be in 5 minutes for errors to be an alarm, 1 or more: of a few, one is
   * many percent.
   *
   * @default 10
   */
  readonly minimumRequests?: number;

  /**
   * Above what share of the function's `timeout` the duration is an alarm, in percent from 0 to below 100.
   *
   * @default 80
   */
  readonly durationPercent?: number;

  /**
   * Above what share of their limit concurrent executions are an alarm, in percent from 0 to below 100.
   *
   * @default 80
   */
  readonly concurrencyPercent?: number;

  /**
   * The limit for a function without reserved concurrency: what the account has in the region, as Service
   * Quotas shows it. New accounts have less than the default.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
   * @default 1000
   */
  readonly accountConcurrency?: number;

  /**
   * Above how many in 5 minutes requests that were throttled are an alarm: by Lambda, and by the endpoint
   * with a 429.
   *
   * @default 0
   */
  readonly throttles?: number;

  /**
   * How many standard deviations the number of invocations may be away from what is usual: above 0, and
   * the more, the calmer.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
   * @default 2
   */
  readonly invocationsDeviations?: number;
}

/** What watches a server. */
export interface McpObservabilityOptions {
  /**
   * Alarms; `{}` makes all of them. The one on throttles makes the access log of an HTTP API, where it
   * has none.
   *
   * @default - none
   */
  readonly alarms?: McpAlarmOptions;

  /**
   * Whether there is a dashboard: is it healthy, slow, throttled, what does a cold start cost.
   *
   * @default false
   */
  readonly dashboard?: boolean;

  /**
   * The field that names the tool in the server's own log lines, where these are JSON: the dashboard then
   * shows calls per tool. Nothing before the server knows the tool: an API's access log cannot contain
   * headers, and `Mcp-Name` is one.
   *
   * @default - calls per tool are not shown
   */
  readonly toolField?: string;
}

/** The alarms' options with every default in place. */
export type AlarmSettings = Required<McpAlarmOptions>;

/** The one place where these defaults are put in. */
export function alarmSettings(options: McpAlarmOptions): AlarmSettings {
  return {
    topics: options.topics ?? [],
    disabled: options.disabled ?? [],
    errorsPercent: options.errorsPercent ?? 1,
    minimumRequests: options.minimumRequests ?? 10,
    durationPercent: options.durationPercent ?? 80,
    concurrencyPercent: options.concurrencyPercent ?? 80,
    accountConcurrency: options.accountConcurrency ?? 1000,
    throttles: options.throttles ?? 0,
    invocationsDeviations: options.invocationsDeviations ?? 2,
  };
}
