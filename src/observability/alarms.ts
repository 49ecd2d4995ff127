import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { concurrencyPercent, durationPercent, errorsPercent, invocationsBand, throttled } from './expressions';
import { ServerMetrics } from './metrics';
import { AlarmSettings, McpAlarm } from './options';

/** What the alarms look at. */
export interface AlarmSources {
  readonly settings: AlarmSettings;
  readonly metrics: ServerMetrics;
  readonly timeout: Duration;
  readonly concurrencyLimit: number;

  /** Unset where the door has no way to count them. */
  readonly throttledRequests?: cloudwatch.IMetric;
}

/** Makes one alarm. */
type Maker = (scope: Construct, id: string, sources: AlarmSources) => cloudwatch.Alarm;

/** Above, and not at, the threshold; what has no figure has not happened. */
const ABOVE = {
  comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
  treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
};

const MAKERS: Readonly<Record<McpAlarm, Maker>> = {
  /** Quarter of an hour outside of the band: the band is learned from periods with few requests, and a single one says little. */
  [McpAlarm.INVOCATIONS]: (scope, id, { settings, metrics }) => new cloudwatch.Alarm(scope, id, {
    alarmDescription: 'The MCP server is called much more, or much less, than at other such times.',
    metric: invocationsBand(metrics, settings.invocationsDeviations),
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_LOWER_OR_GREATER_THAN_UPPER_THRESHOLD,
    threshold: cloudwatch.Alarm.ANOMALY_DETECTION_NO_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }),

  /** At once: the minimum of requests is what keeps it calm. */
  [McpAlarm.ERRORS]: (scope, id, { settings, metrics }) => new cloudwatch.Alarm(scope, id, {
    ...ABOVE,
    alarmDescription: 'Requests to the MCP server fail: it answers with a status of 500 or above, crashes or takes too long.',
    metric: errorsPercent(metrics, settings.minimumRequests),
    threshold: settings.errorsPercent,
    evaluationPeriods: 1,
  }),

  /** Two of three: one slow call among a few is not yet a server that is slow. */
  [McpAlarm.DURATION]: (scope, id, { settings, metrics, timeout }) => new cloudwatch.Alarm(scope, id, {
    ...ABOVE,
    alarmDescription: 'The slowest requests to the MCP server take nearly as long as its time-out allows.',
    metric: durationPercent(metrics, timeout),
    threshold: settings.durationPercent,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
  }),

  /** Three minutes: a burst that is over with the minute has found its place. */
  [McpAlarm.CONCURRENT_EXECUTIONS]: (scope, id, { settings, metrics, concurrencyLimit }) => new cloudwatch.Alarm(scope, id, {
    ...ABOVE,
    alarmDescription: 'Nearly as many requests to the MCP server run at once as may: the next step is that they are refused.',
    metric: concurrencyPercent(metrics, concurrencyLimit),
    threshold: settings.concurrencyPercent,
    evaluationPeriods: 3,
  }),

  /** At once: each of them is a caller who was refused. */
  [McpAlarm.THROTTLES]: (scope, id, { settings, metrics, throttledRequests }) => new cloudwatch.Alarm(scope, id, {
    ...ABOVE,
    alarmDescription: 'Requests to the MCP server are refused because there are too many.',
    metric: throttled(metrics, throttledRequests),
    threshold: settings.throttles,
    evaluationPeriods: 1,
  }),
};

/** Whether the alarm is made. */
export function isMade(alarm: McpAlarm, { disabled }: Pick<AlarmSettings, 'disabled'>): boolean {
  return !disabled.includes(alarm);
}

/** The alarms, each of which tells all topics when it begins and when it is over. */
export function alarms(scope: Construct, sources: AlarmSources): cloudwatch.Alarm[] {
  const { settings } = sources;
  const made = Object.values(McpAlarm).filter((alarm) => isMade(alarm, settings)).map((alarm) => MAKERS[alarm](scope, alarm, sources));
  for (const action of settings.topics.map((topic) => new SnsAction(topic))) {
    made.forEach((alarm) => {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    });
  }
  return made;
}
