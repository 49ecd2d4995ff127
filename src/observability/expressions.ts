import { Duration, Tokenization } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ServerMetrics } from './metrics';

/** Long enough for the few requests of an MCP server to be a share, short enough to be told in time. */
export const PERIOD = Duration.minutes(5);

/** Lambda tells concurrency once a minute; of more, the maximum would be that of a moment. */
export const CONCURRENCY_PERIOD = Duration.minutes(1);

/**
 * How many percent of the requests have failed. A server's 500 is a successful invocation, and only the
 * door counts it; an invocation that fails once its answer has begun is no 5xx, and only Lambda counts it.
 * A crash before that is counted by both, and so the larger of them is taken, and not their sum. They count
 * in the same period: one that begins in one and ends in the next is in both, once in each.
 *
 * None of it where there are fewer requests than the minimum. What has not happened has no figure, which
 * is why both are filled with 0.
 */
export function errorsPercent(metrics: ServerMetrics, minimumRequests: number): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: `IF(requests >= ${text(minimumRequests)}, 100 * MAX([FILL(errors, 0), FILL(serverErrors, 0)]) / requests, 0)`,
    usingMetrics: { requests: metrics.requests(), errors: metrics.metric('Errors'), serverErrors: metrics.serverErrors() },
    label: 'Requests that failed, %',
    period: PERIOD,
  });
}

/**
 * The duration as percent of the time-out: of the slowest 5 of 100, since an average hides them, and of a
 * few requests the slowest, since then the two are the same.
 */
export function durationPercent(metrics: ServerMetrics, timeout: Duration): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: `100 * duration / (1000 * ${text(timeout.toSeconds())})`,
    usingMetrics: { duration: metrics.metric('Duration', { statistic: cloudwatch.Stats.p(95) }) },
    label: 'Duration (p95), % of the time-out',
    period: PERIOD,
  });
}

/** How many percent of the executions that may run at once do. */
export function concurrencyPercent(metrics: ServerMetrics, limit: number): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: `100 * concurrent / ${text(limit)}`,
    usingMetrics: { concurrent: metrics.concurrentExecutions() },
    label: 'Concurrent executions, % of the limit',
    period: CONCURRENCY_PERIOD,
  });
}

/**
 * What was refused for being too much: by Lambda for want of concurrency, and by the door, which then does
 * not ask Lambda. So no request is in both.
 */
export function throttled(metrics: ServerMetrics, throttledRequests?: cloudwatch.IMetric): cloudwatch.IMetric {
  const throttles = metrics.metric('Throttles', { period: PERIOD });
  return throttledRequests === undefined ? throttles : new cloudwatch.MathExpression({
    expression: 'FILL(throttles, 0) + FILL(throttledRequests, 0)',
    usingMetrics: { throttles, throttledRequests },
    label: 'Throttled requests',
    period: PERIOD,
  });
}

/** How many invocations are usual at such a time, as CloudWatch learns it. */
export function invocationsBand(metrics: ServerMetrics, deviations: number): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: `ANOMALY_DETECTION_BAND(invocations, ${text(deviations)})`,
    usingMetrics: { invocations: metrics.metric('Invocations') },
    label: 'Usual invocations',
    period: PERIOD,
  });
}

/** A number, or a token of one, within a text. */
function text(value: number): string {
  return Tokenization.stringifyNumber(value);
}
