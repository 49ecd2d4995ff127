import { Fn, Stack, Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { RuleCases } from './rule-case';
import { McpAlarm, McpAlarmOptions, McpEndpoint, McpLambdaServerProps, McpObservabilityOptions } from '../../src';

/** At least one case on each side of every rule about alarms, dashboard and access log. */
export const OBSERVABILITY_RULE_CASES: Record<string, () => RuleCases> = {
  alarmThresholdOutOfRange: () => ({
    fails: [
      ...(['errorsPercent', 'durationPercent', 'concurrencyPercent'] as const).flatMap((name) => [-1, 100, NaN, Infinity].map((value) => (
        { props: alarms({ [name]: value }), says: [`observability.alarms.${name}: got ${Number.isNaN(value) ? 'not a number' : value}`, 'from 0 to below 100'] }))),
      ...(['minimumRequests', 'accountConcurrency'] as const).flatMap((name) => [0, 1.5, -1].map((value) => (
        { props: alarms({ [name]: value }), says: [`observability.alarms.${name}: got ${value}`, 'a whole number, 1 or more'] }))),
      ...[-1, 0.5].map((throttles) => ({ props: alarms({ throttles }), says: [`observability.alarms.throttles: got ${throttles}`, '0 or more'] })),
      ...[0, -1, Infinity].map((invocationsDeviations) => (
        { props: alarms({ invocationsDeviations }), says: [`invocationsDeviations: got ${invocationsDeviations}`, 'standard deviations above 0'] })),
    ],
    passes: [
      { props: alarms({}) },
      { props: alarms({ errorsPercent: 0, durationPercent: 99.9, concurrencyPercent: 50, throttles: 3 }) },
      { props: alarms({ minimumRequests: 1, accountConcurrency: 10, invocationsDeviations: 0.5 }) },
      { props: alarms({ errorsPercent: Token.asNumber(Fn.ref('Errors')) }) },
    ],
  }),
  alarmThresholdUnused: () => ({
    fails: [
      { props: alarms({ disabled: [McpAlarm.ERRORS], errorsPercent: 5 }), says: ['observability.alarms.errorsPercent', 'the alarm Errors, which is disabled', 'no threshold'] },
      { props: alarms({ disabled: [McpAlarm.ERRORS], minimumRequests: 5 }), says: ['observability.alarms.minimumRequests'] },
      { props: alarms({ disabled: [McpAlarm.CONCURRENT_EXECUTIONS], accountConcurrency: 10 }), says: ['ConcurrentExecutions, which is disabled'] },
      { props: alarms({ disabled: [McpAlarm.INVOCATIONS], invocationsDeviations: 3 }), says: ['observability.alarms.invocationsDeviations'] },
    ],
    passes: [{ props: alarms({ disabled: [McpAlarm.ERRORS], durationPercent: 50, throttles: 1 }) }],
  }),
  alarmsAllDisabled: () => ({
    fails: [
      { props: alarms({ disabled: Object.values(McpAlarm) }), says: ['observability.alarms.disabled: got every alarm', 'one alarm at least'] },
      { props: alarms({ disabled: Object.values(McpAlarm), topics: topics(1) }), says: ['topics that nobody tells anything'] },
    ],
    passes: [{ props: alarms({ disabled: Object.values(McpAlarm).slice(1) }) }],
  }),
  alarmTopicsTooMany: () => ({
    fails: [{ props: alarms({ topics: topics(6) }), says: ['observability.alarms.topics: got 6 topics', '5 at most'] }],
    passes: [{ props: alarms({ topics: topics(5) }) }],
  }),
  alarmTopicElsewhere: () => ({
    fails: [{ props: alarms({ topics: topics(1, 'us-east-1') }), region: 'eu-central-1', says: ['a topic in "us-east-1"', 'topics in "eu-central-1"'] }],
    passes: [
      { props: alarms({ topics: topics(1, 'eu-central-1') }), region: 'eu-central-1' },
      { props: alarms({ topics: topics(1, 'us-east-1') }) },
      { props: alarms({ topics: [sns.Topic.fromTopicArn(new Stack(), 'Topic', Fn.importValue('Topic'))] }), region: 'eu-central-1' },
    ],
  }),
  throttlesWithoutAccessLog: () => ({
    fails: [{
      props: { ...alarms({}), endpoint: McpEndpoint.restApi() },
      says: ['endpoint.accessLog: got nothing at McpEndpoint.restApi({ … }) with the alarm Throttles', "none of the API's own 429s", 'accessLog: {}'],
    }],
    passes: [
      { props: { ...alarms({}), endpoint: McpEndpoint.restApi({ accessLog: {} }) } },
      { props: { ...alarms({ disabled: [McpAlarm.THROTTLES] }), endpoint: McpEndpoint.restApi() } },
      { props: alarms({}) },
      { props: { endpoint: McpEndpoint.restApi() } },
    ],
  }),
  toolFieldInvalid: () => ({
    fails: [
      ...['', 'a b', 'tool | limit 1', '1a', 'a-b'].map((toolField) => (
        { props: watched({ dashboard: true, toolField }), says: [`observability.toolField: got ${JSON.stringify(toolField)}`, '"fields.tool"'] })),
      { props: watched({ toolField: 'tool' }), says: ['got a field without a dashboard', 'dashboard: true'] },
      { props: watched({ toolField: 'tool', alarms: {} }), says: ['got a field without a dashboard'] },
    ],
    passes: [...['tool', 'fields.tool', '@message', '_t1'].map((toolField) => ({ props: watched({ dashboard: true, toolField }) })), { props: watched({}) }],
  }),
  accessLogRetentionUnused: () => {
    const logGroup = logs.LogGroup.fromLogGroupName(new Stack(), 'Group', 'group');
    return {
      fails: [{
        props: { endpoint: McpEndpoint.httpApi({ accessLog: { logGroup, retention: logs.RetentionDays.ONE_DAY } }) },
        says: ['endpoint.accessLog.retention: got a retention beside a log group', 'set where that is made'],
      }],
      passes: [
        { props: { endpoint: McpEndpoint.httpApi({ accessLog: { logGroup } }) } },
        { props: { endpoint: McpEndpoint.httpApi({ accessLog: { retention: logs.RetentionDays.ONE_DAY } }) } },
      ],
    };
  },
};

function watched(observability: McpObservabilityOptions): Partial<McpLambdaServerProps> {
  return { observability };
}

function alarms(options: McpAlarmOptions): Partial<McpLambdaServerProps> {
  return watched({ alarms: options });
}

function topics(count: number, region = 'eu-central-1'): sns.ITopic[] {
  const stack = new Stack();
  return Array.from({ length: count }, (_, index) => sns.Topic.fromTopicArn(stack, `Topic${index}`, `arn:aws:sns:${region}:123456789012:topic${index}`));
}
