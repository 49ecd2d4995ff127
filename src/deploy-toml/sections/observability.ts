import { key, Key, onlyWith, sameAs, table } from '../section';
import { choice, flag, integer, number, oneOf, text } from '../values';
import { LAMBDA } from './lambda';

/** What CloudWatch Logs takes. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export const LOGS = table('The function\'s log. Lines that the server prints stay as it prints them.', {
  retention_days: key(oneOf(RETENTION_DAYS), 'logRetention', 'How many days logs are kept', '30'),
  format: key(choice(['json', 'text']), 'the function\'s `LoggingConfig`', 'How Lambda itself writes lines', '"json"'),
  level: onlyWith({ key: 'format', values: ['json'] }, key(choice(['debug', 'info', 'warn']), 'the function\'s `LoggingConfig`', 'From which level on lines of Lambda itself are written', '"info"')),
});

const DASHBOARD = key(flag, 'observability.dashboard', 'Whether there is a dashboard', 'false');

const XRAY: Key<boolean> = {
  value: flag,
  becomes: 'tracing',
  meaning: 'The same as `tracing` in `[lambda]`: `true` for `"active"`, `false` for `"disabled"`',
  fallback: LAMBDA.keys.tracing.fallback,
  same: { section: 'lambda', key: 'tracing', convert: (on) => on ? 'active' : 'disabled' },
};

export const OBSERVABILITY = table('What watches the server.', {
  dashboard: DASHBOARD,
  topic_arn: key(text('the ARN of a topic', /^arn:[a-z0-9-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$/), 'observability.alarms.topics', 'The SNS topic that alarms tell', 'nobody is told', '"arn:aws:sns:eu-central-1:123456789012:alarms"'),
  create_dashboard: sameAs('observability', 'dashboard', DASHBOARD),
  log_retention_days: sameAs('logs', 'retention_days', LOGS.keys.retention_days),
  enable_xray: XRAY,
});

const PERCENT = number(0, 100, 'percent');

export const ALARMS = table('Alarms: all of them, where this table or `topic_arn` is there.', {
  errors_percent: key(PERCENT, 'observability.alarms.errorsPercent', 'Above what share of the requests errors are an alarm', '1'),
  duration_percent: key(PERCENT, 'observability.alarms.durationPercent', 'Above what share of the timeout the duration is an alarm', '80'),
  concurrency_percent: key(PERCENT, 'observability.alarms.concurrencyPercent', 'Above what share of their limit concurrent executions are an alarm', '80'),
  throttles: key(integer(0, Number.MAX_SAFE_INTEGER), 'observability.alarms.throttles', 'Above how many in 5 minutes throttled requests are an alarm', '0'),
  invocations_anomaly: key(flag, 'observability.alarms.disabled', 'Whether a number of invocations that is not as usual is an alarm', 'true'),
  error_threshold: key(integer(1, Number.MAX_SAFE_INTEGER), 'the alarm `ErrorCount`', 'How many failed requests in 5 minutes are an alarm, in place of `errors_percent`', '`errors_percent` holds', '10'),
  latency_threshold_ms: key(integer(1, 900_000, 'milliseconds'), 'observability.alarms.durationPercent', 'Above which duration there is an alarm, in place of `duration_percent`', '`duration_percent` holds', '5000'),
});
