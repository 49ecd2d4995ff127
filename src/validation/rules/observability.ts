import { ALARM_OF, Threshold } from '../../observability/facts';
import { McpAlarm } from '../../observability/options';
import { show } from '../../private/errors';
import { Fact, isKnown } from '../../private/tokens';
import { error, info, Rule, when } from '../rule';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MAX_TOPICS = 5;

/** What stands in a Logs Insights query as it is. */
const FIELD = /^[A-Za-z_@][A-Za-z0-9_@.]*$/;

interface Range {
  readonly holds: (value: number) => boolean;
  readonly words: string;
}

const PERCENT: Range = { holds: (value) => value >= 0 && value < 100, words: 'percent from 0 to below 100, which nothing is above' };
const COUNT: Range = { holds: (value) => Number.isInteger(value) && value >= 1, words: 'a whole number, 1 or more' };

const RANGES: Readonly<Record<Threshold, Range>> = {
  errorsPercent: PERCENT,
  minimumRequests: COUNT,
  durationPercent: PERCENT,
  concurrencyPercent: PERCENT,
  accountConcurrency: COUNT,
  throttles: { holds: (value) => Number.isInteger(value) && value >= 0, words: 'a whole number of requests, 0 or more' },
  invocationsDeviations: { holds: (value) => Number.isFinite(value) && value > 0, words: 'a number of standard deviations above 0' },
};

/** Alarms, dashboard and access log. */
export const OBSERVABILITY_RULES: Rule[] = [
  error('alarmThresholdOutOfRange', ({ observability: { alarms } }) =>
    Object.entries(alarms?.thresholds ?? {}).filter(([name, value]) => !isIn(RANGES[name as Threshold], value)).map(([name, value]) => ({
      setting: `observability.alarms.${name}`,
      given: show(value),
      expected: RANGES[name as Threshold].words,
    }))),

  error('alarmThresholdUnused', ({ observability: { alarms } }) =>
    (alarms?.given ?? []).filter((name) => alarms!.disabled.includes(ALARM_OF[name])).map((name) => ({
      setting: `observability.alarms.${name}`,
      given: `a threshold for the alarm ${ALARM_OF[name]}, which is disabled`,
      expected: 'the alarm, or no threshold',
    }))),

  error('alarmsAllDisabled', ({ observability: { alarms } }) =>
    when(alarms !== undefined && Object.values(McpAlarm).every((alarm) => alarms.disabled.includes(alarm)), () => ({
      setting: 'observability.alarms.disabled',
      given: alarms!.topicRegions.length > 0 ? 'every alarm, and topics that nobody tells anything' : 'every alarm',
      expected: 'one alarm at least that is made, or no observability.alarms',
    }))),

  error('alarmTopicsTooMany', ({ observability: { alarms } }) =>
    when(alarms !== undefined && alarms.topicRegions.length > MAX_TOPICS, () => ({
      setting: 'observability.alarms.topics',
      given: `${alarms!.topicRegions.length} topics`,
      expected: `${MAX_TOPICS} at most, which is what an alarm takes`,
    }))),

  error('alarmTopicElsewhere', ({ region, observability: { alarms } }) =>
    (alarms?.topicRegions ?? []).filter((other) => isKnown(other) && isKnown(region) && other !== region).map((other) => ({
      setting: 'observability.alarms.topics',
      given: `a topic in ${show(other)}`,
      expected: `topics in ${show(region)}: an alarm tells none of another region`,
    }))),

  info('throttlesWithoutAccessLog', ({ observability: { alarms }, endpoint: { call, rest, accessLog } }) =>
    when(alarms !== undefined && !alarms.disabled.includes(McpAlarm.THROTTLES) && rest !== undefined && accessLog === undefined, () => ({
      setting: 'endpoint.accessLog',
      given: `nothing at ${call} with the alarm ${McpAlarm.THROTTLES}, which then counts what Lambda throttles and none of the API's own 429s: those are read from its access log`,
      expected: 'accessLog: {}, in an account with a role for API Gateway\'s logs, or an alarm that is meant for Lambda alone',
    }))),

  error('toolFieldInvalid', ({ observability: { dashboard, toolField } }) => [
    ...when(toolField !== undefined && isKnown(toolField) && !FIELD.test(toolField), () => ({
      setting: 'observability.toolField',
      given: show(toolField),
      expected: 'the name of a field of JSON log lines, such as "tool" or "fields.tool": letters, digits, "_", "@" and "."',
    })),
    ...when(toolField !== undefined && !dashboard, () => ({
      setting: 'observability.toolField', given: 'a field without a dashboard', expected: 'dashboard: true, which shows what is in it',
    })),
  ]),

  error('accessLogRetentionUnused', ({ endpoint: { accessLog } }) =>
    when(accessLog !== undefined && accessLog.retention && accessLog.ownLogGroup, () => ({
      setting: 'endpoint.accessLog.retention',
      given: 'a retention beside a log group',
      expected: 'the one of the log group, which is set where that is made',
    }))),
];

function isIn({ holds }: Range, value: Fact<number>): boolean {
  return !isKnown(value) || holds(value);
}
