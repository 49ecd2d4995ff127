import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { McpAuth, McpEndpoint, McpLambdaServer } from '../../src';
import { serverIn } from '../support';

const server = serverIn();

function seen(metric: cloudwatch.Metric): object {
  const { namespace, metricName, statistic, dimensions, period } = metric;
  return Stack.of(server).resolve({ namespace, metricName, statistic, dimensions, seconds: period.toSeconds() });
}

const FUNCTION = { FunctionName: { Ref: expect.stringMatching(/^ServerFunction/) } };
const LIVE = { ...FUNCTION, Resource: { 'Fn::Join': ['', [FUNCTION.FunctionName, ':live']] } };
const API = { ApiId: { Ref: expect.stringMatching(/^ServerHttpApi/) } };

test.each<[string, (of: McpLambdaServer) => cloudwatch.Metric, string, string, string, object]>([
  ['metricInvocations', (of) => of.metricInvocations(), 'AWS/Lambda', 'Invocations', 'Sum', LIVE],
  ['metricErrors', (of) => of.metricErrors(), 'AWS/Lambda', 'Errors', 'Sum', LIVE],
  ['metricThrottles', (of) => of.metricThrottles(), 'AWS/Lambda', 'Throttles', 'Sum', LIVE],
  ['metricDuration', (of) => of.metricDuration(), 'AWS/Lambda', 'Duration', 'Average', LIVE],
  ['metricConcurrentExecutions', (of) => of.metricConcurrentExecutions(), 'AWS/Lambda', 'ConcurrentExecutions', 'Maximum', FUNCTION],
  ['metricRequests', (of) => of.metricRequests(), 'AWS/ApiGateway', 'Count', 'Sum', API],
  ['metricClientErrors', (of) => of.metricClientErrors(), 'AWS/ApiGateway', '4xx', 'Sum', API],
  ['metricServerErrors', (of) => of.metricServerErrors(), 'AWS/ApiGateway', '5xx', 'Sum', API],
  ['metricLatency', (of) => of.metricLatency(), 'AWS/ApiGateway', 'Latency', 'Average', API],
  ['metric of the endpoint', (of) => of.metric('IntegrationLatency'), 'AWS/ApiGateway', 'IntegrationLatency', 'Average', API],
  ['metric of the alias', (of) => of.metric('ProvisionedConcurrencyUtilization'), 'AWS/Lambda', 'ProvisionedConcurrencyUtilization', 'Maximum', LIVE],
  ['metric that Lambda may have one day', (of) => of.metric('Surprises'), 'AWS/Lambda', 'Surprises', 'Average', LIVE],
])('%s has AWS\'s name, dimensions and statistic', (_name, metricOf, namespace, metricName, statistic, dimensions) => {
  expect(seen(metricOf(server))).toEqual({
    namespace,
    metricName,
    statistic,
    dimensions,
    seconds: 300,
  });
});

test('of a REST API are those of its stage, under its name', () => {
  const rest = serverIn({ endpoint: McpEndpoint.restApi() });
  expect([rest.metricRequests(), rest.metricClientErrors(), rest.metricServerErrors(), rest.metricLatency()].map(({ metricName }) => metricName))
    .toEqual(['Count', '4XXError', '5XXError', 'Latency']);
  const [api] = Object.values(Template.fromStack(Stack.of(rest)).findResources('AWS::ApiGateway::RestApi'));
  expect(rest.metricServerErrors()).toMatchObject({
    namespace: 'AWS/ApiGateway', statistic: 'Sum', dimensions: { ApiName: api.Properties.Name, Stage: 'prod' },
  });
});

test('of a function URL are Lambda\'s', () => {
  const atUrl = serverIn({ endpoint: McpEndpoint.functionUrl() });
  expect([atUrl.metricRequests(), atUrl.metricClientErrors(), atUrl.metricServerErrors(), atUrl.metricLatency()].map(({ metricName }) => metricName))
    .toEqual(['UrlRequestCount', 'Url4xxCount', 'Url5xxCount', 'UrlRequestLatency']);
  expect(Stack.of(atUrl).resolve(atUrl.metricRequests().dimensions)).toEqual(FUNCTION);
});

test('options come before what a metric has by itself', () => {
  const options = { statistic: 'p99', period: Duration.minutes(1), label: 'slowest' };
  for (const metric of [server.metricLatency(options), server.metricDuration(options), server.metricConcurrentExecutions(options)]) {
    expect(metric).toMatchObject({ statistic: 'p99', label: 'slowest' });
    expect(metric.period.toSeconds()).toBe(60);
  }
});

test('requests are those of all stages: with a named one there may be $default beside it', () => {
  const named = serverIn({ auth: McpAuth.cognito(), endpoint: McpEndpoint.httpApi({ stageName: 'prod' }) });
  expect(Object.keys(named.metricRequests().dimensions!)).toEqual(['ApiId']);
});

test('metrics alone change no template', () => {
  const measured = serverIn();
  measured.metricErrors();
  measured.metricRequests();
  expect(Template.fromStack(Stack.of(measured)).toJSON()).toEqual(Template.fromStack(Stack.of(serverIn())).toJSON());
});
