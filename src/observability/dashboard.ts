import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { concurrencyPercent, durationPercent, errorsPercent } from './expressions';
import { ServerMetrics } from './metrics';
import { AlarmSettings } from './options';

/** What the dashboard shows. */
export interface DashboardSources {
  readonly settings: AlarmSettings;
  readonly metrics: ServerMetrics;
  readonly timeout: Duration;
  readonly concurrencyLimit: number;
  readonly throttledRequests?: cloudwatch.Metric;
  readonly alarms: cloudwatch.Alarm[];

  /** The function's. */
  readonly logGroup: logs.ILogGroup;
  readonly toolField?: string;
}

/** The width of a dashboard's grid, and of a half of it. */
const WHOLE = 24;
const HALF = 12;

/** `IF` for a dashboard: a share of one request is a share. */
const ANY_REQUEST = 1;

/** Answers, from above: is it healthy, slow, throttled, and what does a cold start cost. */
export function dashboard(scope: Construct, id: string, sources: DashboardSources): cloudwatch.Dashboard {
  const rows = [alarmStates, health, slowness, throttling, coldStarts, tools].map((row) => row(sources));
  return new cloudwatch.Dashboard(scope, id, { widgets: rows.filter((row) => row.length > 0), defaultInterval: Duration.hours(12) });
}

function alarmStates({ alarms }: DashboardSources): cloudwatch.IWidget[] {
  return alarms.length === 0 ? [] : [new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: WHOLE, height: 3 })];
}

function health({ metrics, settings }: DashboardSources): cloudwatch.IWidget[] {
  return [
    new cloudwatch.GraphWidget({
      title: 'Is it called: requests',
      width: HALF,
      left: [metrics.requests({ label: 'Requests' }), metrics.metric('Invocations', { label: 'Invocations' })],
      right: [metrics.clientErrors({ label: '4xx' }), metrics.serverErrors({ label: '5xx' })],
    }),
    new cloudwatch.GraphWidget({
      title: 'Is it healthy: requests that failed, %',
      width: HALF,
      left: [errorsPercent(metrics, ANY_REQUEST)],
      leftAnnotations: [{ value: settings.errorsPercent, label: 'Alarm' }],
      leftYAxis: { min: 0 },
    }),
  ];
}

function slowness({ metrics, timeout, settings }: DashboardSources): cloudwatch.IWidget[] {
  return [
    new cloudwatch.GraphWidget({
      title: 'Is it slow: from request to answer, ms',
      width: HALF,
      left: [50, 95, 99].map((percentile) => metrics.latency({ statistic: cloudwatch.Stats.p(percentile), label: `p${percentile}` })),
      leftYAxis: { min: 0 },
    }),
    new cloudwatch.GraphWidget({
      title: 'How near is the time-out: duration (p95), %',
      width: HALF,
      left: [durationPercent(metrics, timeout)],
      leftAnnotations: [{ value: settings.durationPercent, label: 'Alarm' }],
      leftYAxis: { min: 0 },
    }),
  ];
}

function throttling({ metrics, concurrencyLimit, settings, throttledRequests }: DashboardSources): cloudwatch.IWidget[] {
  return [
    new cloudwatch.GraphWidget({
      title: 'Is it throttled: requests that were refused',
      width: HALF,
      left: [
        metrics.metric('Throttles', { label: 'By Lambda' }),
        ...(throttledRequests ? [throttledRequests.with({ label: 'By the endpoint (429)' })] : []),
      ],
      leftYAxis: { min: 0 },
    }),
    new cloudwatch.GraphWidget({
      title: 'How near is the limit: concurrent executions, %',
      width: HALF,
      left: [concurrencyPercent(metrics, concurrencyLimit)],
      leftAnnotations: [{ value: settings.concurrencyPercent, label: 'Alarm' }],
      leftYAxis: { min: 0 },
    }),
  ];
}

/**
 * No metric tells of cold starts; the platform's line at the end of each invocation does, in JSON. With
 * SnapStart it tells how long it took to restore, in place of how long it took to start.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
function coldStarts({ logGroup }: DashboardSources): cloudwatch.IWidget[] {
  const starts = [
    'filter type = "platform.report"',
    'fields coalesce(record.metrics.initDurationMs, record.metrics.restoreDurationMs) as startMs',
  ];
  const widget = (title: string, view: cloudwatch.LogQueryVisualizationType, stats: string) => new cloudwatch.LogQueryWidget({
    title, view, width: HALF, logGroupNames: [logGroup.logGroupName], queryLines: [...starts, stats],
  });
  return [
    widget('What does a cold start cost', cloudwatch.LogQueryVisualizationType.TABLE,
      'stats count(*) as invocations, count(startMs) as coldStarts, 100 * count(startMs) / count(*) as coldPercent,'
      + ' pct(startMs, 50) as p50Ms, pct(startMs, 95) as p95Ms, max(startMs) as maxMs,'
      + ' max(record.metrics.maxMemoryUsedMB) as maxMemoryMB'),
    widget('Cold starts, ms', cloudwatch.LogQueryVisualizationType.LINE, 'stats pct(startMs, 50) as p50, max(startMs) as slowest by bin(30m)'),
  ];
}

/** From the server's lines, which are the only ones that know the tool. */
function tools({ logGroup, toolField }: DashboardSources): cloudwatch.IWidget[] {
  return toolField === undefined ? [] : [new cloudwatch.LogQueryWidget({
    title: 'Calls per tool',
    width: WHOLE,
    view: cloudwatch.LogQueryVisualizationType.BAR,
    logGroupNames: [logGroup.logGroupName],
    queryLines: [`filter ispresent(${toolField})`, `stats count(*) as calls by ${toolField}`, 'sort calls desc', 'limit 25'],
  })];
}
