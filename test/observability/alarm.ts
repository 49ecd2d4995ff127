import { Template } from 'aws-cdk-lib/assertions';
import { evaluate, Figure } from './metric-math';

/** What was reported in a period, by namespace and name: `AWS/Lambda Errors`. */
export type Figures = Readonly<Record<string, Figure>>;

/** An `AWS::CloudWatch::Alarm`, as it is deployed. */
export interface DeployedAlarm {
  readonly Metrics?: DeployedMetric[];
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly TreatMissingData: string;
}

interface DeployedMetric {
  readonly Id: string;
  readonly Expression?: string;
  readonly ReturnData?: boolean;
  readonly MetricStat?: { readonly Metric: { readonly Namespace: string; readonly MetricName: string } };
}

/** The alarm of a server's template whose logical id has the name in it. */
export function alarmOf(template: Template, name: string): DeployedAlarm {
  const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm'));
  const [found] = alarms.filter(([id]) => id.includes(`ObservabilityAlarms${name}`));
  return found[1].Properties;
}

/**
 * What the alarm says after these periods, the last of which is the latest. A metric that the figures do
 * not name was not reported.
 *
 * @throws on an alarm that is none of the library's
 */
export function stateAfter(alarm: DeployedAlarm, periods: Figures[]): 'ALARM' | 'OK' {
  if (alarm.ComparisonOperator !== 'GreaterThanThreshold' || alarm.TreatMissingData !== 'notBreaching') {
    throw new Error(`an alarm with ${alarm.ComparisonOperator} and ${alarm.TreatMissingData} is not evaluated here`);
  }
  const values = periods.slice(-alarm.EvaluationPeriods).map((figures) => valueOf(alarm, figures));
  const breaching = values.filter((value) => value !== undefined && value > alarm.Threshold);
  return breaching.length >= (alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods) ? 'ALARM' : 'OK';
}

/** What the alarm compares with its threshold. */
export function valueOf(alarm: DeployedAlarm, figures: Figures): Figure {
  if (alarm.Metrics === undefined) {
    return figures[`${alarm.Namespace} ${alarm.MetricName}`];
  }
  const inputs = alarm.Metrics.flatMap(({ Id, MetricStat }) =>
    MetricStat ? [[Id, figures[`${MetricStat.Metric.Namespace} ${MetricStat.Metric.MetricName}`]]] : []);
  const [{ Expression }] = alarm.Metrics.filter(({ ReturnData }) => ReturnData);
  return evaluate(Expression!, Object.fromEntries(inputs));
}
