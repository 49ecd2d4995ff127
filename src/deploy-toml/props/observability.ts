import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { McpAlarm, McpAlarmOptions, McpObservabilityOptions } from '../../observability/options';
import { DeployToml } from '../deploy-toml';
import { located } from '../located';

/** The topic that alarms tell. */
export function alarmTopic(scope: Construct, { values }: DeployToml): sns.ITopic | undefined {
  const { topic_arn } = values.observability ?? {};
  return topic_arn === undefined ? undefined : sns.Topic.fromTopicArn(scope, 'AlarmTopic', topic_arn);
}

export function observability(toml: DeployToml, topic?: sns.ITopic): McpObservabilityOptions | undefined {
  const { dashboard } = toml.values.observability ?? {};
  const alarms = topic !== undefined || toml.values['observability.alarms'] !== undefined ? alarmOptions(toml, topic) : undefined;
  return dashboard === undefined && alarms === undefined ? undefined : { dashboard, alarms };
}

function alarmOptions(toml: DeployToml, topic?: sns.ITopic): McpAlarmOptions {
  const { errors_percent, duration_percent, concurrency_percent, throttles, invocations_anomaly, error_threshold } = toml.values['observability.alarms'] ?? {};
  return {
    topics: topic && [topic],
    disabled: [...invocations_anomaly === false ? [McpAlarm.INVOCATIONS] : [], ...error_threshold === undefined ? [] : [McpAlarm.ERRORS]],
    errorsPercent: errors_percent,
    durationPercent: duration_percent ?? latencyPercent(toml),
    concurrencyPercent: concurrency_percent,
    throttles,
  };
}

/** The alarm is about a share of the time-out. */
function latencyPercent(toml: DeployToml): number | undefined {
  const { latency_threshold_ms } = toml.values['observability.alarms'] ?? {};
  if (latency_threshold_ms === undefined) {
    return undefined;
  }
  const { timeout_seconds = 30 } = toml.values.lambda ?? {};
  if (latency_threshold_ms >= timeout_seconds * 1000) {
    throw located(toml, 'observability.alarms', 'latency_threshold_ms', `got ${latency_threshold_ms}, expected less than the ${timeout_seconds} seconds after which a request ends`);
  }
  return latency_threshold_ms / (timeout_seconds * 10);
}
