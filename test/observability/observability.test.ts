import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { alarmOf, stateAfter } from './alarm';
import { Door, DoorMetrics } from '../../src/endpoint/door';
import { ServerMetrics } from '../../src/observability/metrics';
import { observability } from '../../src/observability/observability';
import { McpObservabilityOptions } from '../../src/observability/options';

/** As AWS counts at a function URL. */
const URL_METRICS: Omit<DoorMetrics, 'dimensions'> = {
  namespace: 'AWS/Lambda',
  requests: 'UrlRequestCount',
  clientErrors: 'Url4xxCount',
  serverErrors: 'Url5xxCount',
  latency: 'UrlRequestLatency',
  statistics: { UrlRequestCount: 'Sum', Url4xxCount: 'Sum', Url5xxCount: 'Sum', UrlRequestLatency: 'Average' },
};

/** Watches a function behind a door that writes no access log. */
function templateOf(options: McpObservabilityOptions, functionOptions: lambda.FunctionOptions = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  const watched = new lambda.Function(stack, 'Function', {
    code: lambda.Code.fromInline('exports.handler = () => undefined;'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_24_X, timeout: Duration.seconds(30), ...functionOptions,
  });
  const live = new lambda.Alias(stack, 'Alias', { aliasName: 'live', version: watched.currentVersion });
  const metrics = { ...URL_METRICS, dimensions: { FunctionName: watched.functionName } };
  observability(stack, 'Observability', {
    options,
    function: watched,
    metrics: new ServerMetrics(live, metrics),
    logGroup: new logs.LogGroup(stack, 'LogGroup'),
    door: { metrics, accessLog: () => undefined } as Partial<Door> as Door,
  });
  return Template.fromStack(stack);
}

test('concurrent executions are measured by the reserved concurrency, where the function has one', () => {
  const alarm = alarmOf(templateOf({ alarms: {} }, { reservedConcurrentExecutions: 20 }), 'ConcurrentExecutions');
  const after = (count: number) => stateAfter(alarm, Array(3).fill({ 'AWS/Lambda ConcurrentExecutions': count }));
  expect([after(16), after(17)]).toEqual(['OK', 'ALARM']);
});

test('throttles are those of Lambda alone, where the door writes no access log', () => {
  const template = templateOf({ alarms: {}, dashboard: true });
  template.resourceCountIs('AWS::Logs::MetricFilter', 0);
  expect(stateAfter(alarmOf(template, 'Throttles'), [{ 'AWS/Lambda Throttles': 1 }])).toBe('ALARM');
  expect(stateAfter(alarmOf(template, 'Throttles'), [{}])).toBe('OK');
});

test('errors are counted under the names of the door', () => {
  const alarm = alarmOf(templateOf({ alarms: {} }), 'Errors');
  const after = (figures: Record<string, number>) => stateAfter(alarm, [{ 'AWS/Lambda UrlRequestCount': 100, ...figures }]);
  expect(after({ 'AWS/Lambda Errors': 0, 'AWS/Lambda Url5xxCount': 5 })).toBe('ALARM');
  expect(after({ 'AWS/Lambda Errors': 1, 'AWS/Lambda Url5xxCount': 1 })).toBe('OK');
});
