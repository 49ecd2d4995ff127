import { Annotations, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarms, isMade } from './alarms';
import { dashboard } from './dashboard';
import { ServerMetrics } from './metrics';
import { alarmSettings, McpAlarm, McpObservabilityOptions } from './options';
import { throttledRequests } from './throttled-requests';
import { Door } from '../endpoint/door';
import { timeoutOf } from '../private/function-timeout';

/** What is watched, and how. */
export interface ObservabilityProps {
  readonly options: McpObservabilityOptions;
  readonly function: lambda.Function;
  readonly metrics: ServerMetrics;
  readonly logGroup: logs.ILogGroup;
  readonly door: Door;
}

/** What was made to watch a server. */
export interface Observability {
  readonly alarms: cloudwatch.Alarm[];
  readonly dashboard?: cloudwatch.Dashboard;
}

/** Makes the alarms and the dashboard that were asked for. Nothing is made by default: both cost money. */
export function observability(scope: Construct, id: string, { options, metrics, logGroup, door, ...props }: ObservabilityProps): Observability {
  if (!options.alarms && !options.dashboard) {
    return { alarms: [] };
  }
  const room = new Construct(scope, id);
  const settings = alarmSettings(options.alarms ?? {});
  const sources = {
    settings,
    metrics,
    timeout: timeoutOf(props.function),
    concurrencyLimit: reservedConcurrency(props.function) ?? settings.accountConcurrency,
    throttledRequests: options.alarms && isMade(McpAlarm.THROTTLES, settings) ? refusedByDoor(room, door) : undefined,
  };
  letTokensPass(room, [settings.minimumRequests, settings.invocationsDeviations, sources.timeout.toSeconds(), sources.concurrencyLimit]);
  const made = options.alarms ? alarms(new Construct(room, 'Alarms'), sources) : [];
  return {
    alarms: made,
    dashboard: options.dashboard ? dashboard(room, 'Dashboard', { ...sources, alarms: made, logGroup, toolField: options.toolField }) : undefined,
  };
}

/** CDK looks for names of metrics in expressions, takes a token for one, and warns that it does not know it. */
function letTokensPass(scope: Construct, inExpressions: number[]): void {
  if (inExpressions.some((value) => Token.isUnresolved(value))) {
    Annotations.of(scope).acknowledgeWarning('CloudWatch:Math:UnknownIdentifier', 'it is a token, and no metric');
  }
}

function refusedByDoor(scope: Construct, door: Door): cloudwatch.Metric | undefined {
  const accessLog = door.accessLog();
  return accessLog && door.destination && throttledRequests(scope, accessLog, door.destination.apiId);
}

/** As the function has it, whoever has set it. */
function reservedConcurrency(server: lambda.Function): number | undefined {
  return (server.node.defaultChild as lambda.CfnFunction).reservedConcurrentExecutions;
}
