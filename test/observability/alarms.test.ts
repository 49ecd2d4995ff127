import { Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as fc from 'fast-check';
import { alarmOf, DeployedAlarm, Figures, stateAfter, valueOf } from './alarm';
import { McpAlarm, McpAlarmOptions, McpLambdaServerProps } from '../../src';
import { serverIn, templateWith } from '../support';

function templateOf(alarms: McpAlarmOptions = {}, props: Partial<McpLambdaServerProps> = {}): Template {
  return templateWith({ ...props, observability: { alarms } });
}

const LIVE = [{ Name: 'FunctionName', Value: Match.anyValue() }, { Name: 'Resource', Value: { 'Fn::Join': ['', [Match.anyValue(), ':live']] } }];

test('there are five alarms, and none where nobody asks', () => {
  templateOf().resourceCountIs('AWS::CloudWatch::Alarm', 5);
  templateWith({ observability: {} }).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  expect(templateWith({ observability: {} }).toJSON()).toEqual(templateWith().toJSON());
});

describe('errors', () => {
  const period = (requests?: number, lambdaErrors?: number, serverErrors?: number): Figures => ({
    'AWS/ApiGateway Count': requests,
    'AWS/Lambda Errors': lambdaErrors,
    'AWS/ApiGateway 5xx': serverErrors,
  });
  const alarm = alarmOf(templateOf(), 'Errors');
  const after = (...periods: Figures[]) => stateAfter(alarm, periods);

  test('of the server, which Lambda calls successful, are an alarm', () => {
    expect(after(period(100, 0, 2))).toBe('ALARM');
  });

  test('that Lambda alone has seen are an alarm: an answer that had begun has its status', () => {
    expect(after(period(100, 2, 0))).toBe('ALARM');
  });

  test('that both have seen count once: one crash is one error', () => {
    expect(valueOf(alarm, period(100, 1, 1))).toBe(1);
    expect(after(period(100, 1, 1))).toBe('OK');
    expect(after(period(100, 2, 2))).toBe('ALARM');
  });

  test('are no alarm at 1 %, and one above', () => {
    expect(after(period(1000, 0, 10))).toBe('OK');
    expect(after(period(1000, 0, 11))).toBe('ALARM');
  });

  test('of fewer requests than the minimum are none', () => {
    expect(after(period(9, 9, 9))).toBe('OK');
    expect(after(period(10, 0, 1))).toBe('ALARM');
    expect(stateAfter(alarmOf(templateOf({ minimumRequests: 100 }), 'Errors'), [period(99, 0, 99)])).toBe('OK');
  });

  test('are none where nothing is reported, and where one of both is not', () => {
    expect(after(period())).toBe('OK');
    expect(after(period(100))).toBe('OK');
    expect(after(period(100, undefined, 2))).toBe('ALARM');
    expect(after(period(100, 2, undefined))).toBe('ALARM');
  });

  test('are over with the first period in which all is well', () => {
    expect(after(period(100, 0, 50), period(100, 0, 0))).toBe('OK');
  });

  test('are an alarm exactly where the larger of both is above the threshold', () => {
    fc.assert(fc.property(
      fc.nat(500), fc.nat(500), fc.nat(500), fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 50 }),
      (requests, lambdaErrors, serverErrors, errorsPercent, minimumRequests) => {
        const given = alarmWith({ errorsPercent, minimumRequests });
        const failed = Math.max(lambdaErrors, serverErrors);
        const expected = requests >= minimumRequests && 100 * failed / requests > errorsPercent;
        expect(stateAfter(given, [period(requests, lambdaErrors, serverErrors)])).toBe(expected ? 'ALARM' : 'OK');
      }), { numRuns: 500 });
  });

  test('are those of the live alias, over the requests of all stages, in 5 minutes', () => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 1,
      EvaluationPeriods: 1,
      Metrics: Match.arrayWith([
        metric('requests', 'AWS/ApiGateway', 'Count', [{ Name: 'ApiId', Value: Match.anyValue() }]),
        metric('errors', 'AWS/Lambda', 'Errors', LIVE),
        metric('serverErrors', 'AWS/ApiGateway', '5xx', [{ Name: 'ApiId', Value: Match.anyValue() }]),
      ]),
    });
  });

  /** As the options would make it; a synthesis for each of hundreds would take minutes. */
  function alarmWith({ errorsPercent, minimumRequests }: { errorsPercent: number; minimumRequests: number }): DeployedAlarm {
    const [expression, ...metrics] = alarm.Metrics!;
    const Expression = expression.Expression!.replace('requests >= 10', `requests >= ${minimumRequests}`);
    return { ...alarm, Threshold: errorsPercent, Metrics: [{ ...expression, Expression }, ...metrics] };
  }

  function metric(id: string, namespace: string, name: string, dimensions: unknown): object {
    return { Id: id, ReturnData: false, MetricStat: { Stat: 'Sum', Period: 300, Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensions } } };
  }
});

describe('the duration', () => {
  const alarm = alarmOf(templateOf({}, { timeout: Duration.seconds(20) }), 'Duration');
  const after = (...durations: (number | undefined)[]) => stateAfter(alarm, durations.map((duration) => ({ 'AWS/Lambda Duration': duration })));

  test('is an alarm above 80 % of the time-out, in two of three periods', () => {
    expect(after(16_001, 100, 16_001)).toBe('ALARM');
    expect(after(16_001, undefined, 16_001)).toBe('ALARM');
    expect(after(16_000, 16_000, 16_000)).toBe('OK');
    expect(after(20_000, 100, 100)).toBe('OK');
    expect(after(undefined, undefined, undefined)).toBe('OK');
  });

  test('is that of the slowest, which an average hides', () => {
    expect(alarm).toMatchObject({ EvaluationPeriods: 3, DatapointsToAlarm: 2, Metrics: [{}, { MetricStat: { Stat: 'p95', Period: 300 } }] });
  });

  test('is compared with a time-out that only the deployment knows', () => {
    const { Metrics } = alarmOf(templateOf({}, { timeout: Duration.seconds(Token.asNumber(Fn.ref('Timeout'))) }), 'Duration');
    expect(Metrics![0].Expression).toEqual({ 'Fn::Join': ['', ['100 * duration / (1000 * ', { Ref: 'Timeout' }, ')']] });
  });
});

describe('concurrent executions', () => {
  const after = (alarms: McpAlarmOptions, ...executions: number[]) =>
    stateAfter(alarmOf(templateOf(alarms), 'ConcurrentExecutions'), executions.map((count) => ({ 'AWS/Lambda ConcurrentExecutions': count })));

  test('are an alarm above 80 % of the account\'s limit, for three minutes', () => {
    expect(after({}, 801, 801, 801)).toBe('ALARM');
    expect(after({}, 801, 800, 801)).toBe('OK');
    expect(after({ accountConcurrency: 10 }, 9, 9, 9)).toBe('ALARM');
  });

  test('are those of the whole function, whose limit it is', () => {
    expect(alarmOf(templateOf(), 'ConcurrentExecutions').Metrics![1]).toMatchObject({
      MetricStat: { Stat: 'Maximum', Period: 60, Metric: { Dimensions: [{ Name: 'FunctionName' }] } },
    });
  });
});

describe('throttles', () => {
  const after = (alarms: McpAlarmOptions, byLambda?: number, byDoor?: number) =>
    stateAfter(alarmOf(templateOf(alarms), 'Throttles'), [{ 'AWS/Lambda Throttles': byLambda, 'McpLambdaServer ThrottledRequests': byDoor }]);

  test('are an alarm at the first one, by Lambda or by the endpoint', () => {
    expect(after({}, 1, undefined)).toBe('ALARM');
    expect(after({}, 0, 1)).toBe('ALARM');
    expect(after({}, 0, undefined)).toBe('OK');
    expect(after({}, undefined, undefined)).toBe('OK');
  });

  test('are added up, as no request is in both', () => {
    expect(after({ throttles: 5 }, 3, 2)).toBe('OK');
    expect(after({ throttles: 5 }, 3, 3)).toBe('ALARM');
  });

  test('of the endpoint are its own 429s, counted in its access log', () => {
    const template = templateOf();
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      LogGroupName: { Ref: Match.stringLikeRegexp('^ServerAccessLog') },
      FilterPattern: '{ ($.status = "429") && ($.integrationStatus != "429") }',
      MetricTransformations: [{
        MetricNamespace: 'McpLambdaServer', MetricName: 'ThrottledRequests', MetricValue: '1', Dimensions: [{ Key: 'ApiId', Value: '$.apiId' }],
      }],
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: { Format: Match.stringLikeRegexp('"apiId":"\\$context.apiId"') } });
  });

  test('that nobody asks for make no access log', () => {
    const template = templateOf({ disabled: [McpAlarm.THROTTLES] });
    template.resourceCountIs('AWS::Logs::MetricFilter', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: Match.absent() });
  });
});

describe('invocations', () => {
  test('are an alarm outside of the band that is usual, for a quarter of an hour', () => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
      EvaluationPeriods: 3,
      TreatMissingData: 'notBreaching',
      Threshold: Match.absent(),
      ThresholdMetricId: 'expr_1',
      Metrics: [
        { Id: 'expr_1', Expression: 'ANOMALY_DETECTION_BAND(invocations, 2)', ReturnData: true },
        { Id: 'invocations', ReturnData: true, MetricStat: { Stat: 'Sum', Period: 300, Metric: { MetricName: 'Invocations', Dimensions: LIVE } } },
      ].map((one) => Match.objectLike(one)),
    });
  });

  test('take a wider band', () => {
    expect(alarmOf(templateOf({ invocationsDeviations: 3.5 }), 'Invocations').Metrics![0].Expression).toBe('ANOMALY_DETECTION_BAND(invocations, 3.5)');
  });
});

describe('every alarm', () => {
  test.each(Object.values(McpAlarm))('%s is switched off by its name', (alarm) => {
    const template = templateOf({ disabled: [alarm] });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 4);
    expect(Object.keys(template.findResources('AWS::CloudWatch::Alarm')).filter((id) => id.includes(`ObservabilityAlarms${alarm}`))).toEqual([]);
  });

  test.each<[McpAlarm, McpAlarmOptions, number]>([
    [McpAlarm.ERRORS, { errorsPercent: 2.5 }, 2.5],
    [McpAlarm.DURATION, { durationPercent: 50 }, 50],
    [McpAlarm.CONCURRENT_EXECUTIONS, { concurrencyPercent: 60 }, 60],
    [McpAlarm.THROTTLES, { throttles: 7 }, 7],
  ])('%s takes a threshold of its own', (alarm, options, threshold) => {
    expect(alarmOf(templateOf(options), alarm).Threshold).toBe(threshold);
  });

  test('tells the topics when it begins and when it is over', () => {
    const topics = ['One', 'Two'].map((name) => sns.Topic.fromTopicArn(new Stack(), name, `arn:aws:sns:eu-central-1:123456789012:${name}`));
    const arns = topics.map(({ topicArn }) => topicArn);
    templateOf({ topics }).allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: arns, OKActions: arns });
    templateOf().allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent(), OKActions: Match.absent() });
  });

  test('says in words what is wrong', () => {
    for (const { Properties } of Object.values(templateOf().findResources('AWS::CloudWatch::Alarm'))) {
      expect(Properties.AlarmDescription).toMatch(/MCP server/);
    }
  });

  test('is handed out, to be put together with others', () => {
    const server = serverIn({ observability: { alarms: { disabled: [McpAlarm.INVOCATIONS] } } });
    expect(server.alarms.map(({ node }) => node.id)).toEqual(['Errors', 'Duration', 'ConcurrentExecutions', 'Throttles']);
    expect(serverIn().alarms).toEqual([]);
  });

  test('takes thresholds that only the deployment knows', () => {
    const text = JSON.stringify(templateOf({
      errorsPercent: Token.asNumber(Fn.ref('Errors')), minimumRequests: Token.asNumber(Fn.ref('Minimum')), invocationsDeviations: Token.asNumber(Fn.ref('Band')),
    }).findResources('AWS::CloudWatch::Alarm'));
    expect(text).toContain('"Threshold":{"Ref":"Errors"}');
    expect(text).toContain('["IF(requests >= ",{"Ref":"Minimum"},');
    expect(text).toContain('["ANOMALY_DETECTION_BAND(invocations, ",{"Ref":"Band"},")"]');
  });
});
