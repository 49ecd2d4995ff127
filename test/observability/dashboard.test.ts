import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { McpAlarm, McpObservabilityOptions } from '../../src';
import { serverIn, templateWith } from '../support';

interface Widget {
  readonly type: string;
  readonly properties: { readonly title: string; readonly query?: string; readonly metrics?: unknown[][]; readonly annotations?: unknown };
}

/** The widgets as CloudWatch gets them; what only the deployment knows stands there as `‹Ref›`. */
function widgetsOf(options: McpObservabilityOptions): Widget[] {
  const [dashboard] = Object.values(templateWith({ observability: { dashboard: true, ...options } }).findResources('AWS::CloudWatch::Dashboard'));
  const [, parts] = dashboard.Properties.DashboardBody['Fn::Join'] as [string, unknown[]];
  return JSON.parse(parts.map((part) => typeof part === 'string' ? part : '‹Ref›').join('')).widgets;
}

function widget(title: RegExp, options: McpObservabilityOptions = {}): Widget {
  const [found] = widgetsOf(options).filter(({ properties }) => title.test(properties.title));
  return found;
}

test('there is one where it is asked for, and alarms are not made for it', () => {
  const template = templateWith({ observability: { dashboard: true } });
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  template.resourceCountIs('AWS::Logs::MetricFilter', 0);
});

test('it answers the questions of who looks at it, in their order', () => {
  expect(widgetsOf({ alarms: {}, toolField: 'tool' }).map(({ properties }) => properties.title)).toEqual([
    'Alarms',
    'Is it called: requests',
    'Is it healthy: requests that failed, %',
    'Is it slow: from request to answer, ms',
    'How near is the time-out: duration (p95), %',
    'Is it throttled: requests that were refused',
    'How near is the limit: concurrent executions, %',
    'What does a cold start cost',
    'Cold starts, ms',
    'Calls per tool',
  ]);
});

test('it shows the alarm\'s own expression and threshold, for any number of requests', () => {
  const { properties } = widget(/healthy/, { alarms: { errorsPercent: 3 } });
  expect(properties.metrics![0]).toContainEqual(expect.objectContaining({
    expression: 'IF(requests >= 1, 100 * MAX([FILL(errors, 0), FILL(serverErrors, 0)]) / requests, 0)',
  }));
  expect(properties.annotations).toMatchObject({ horizontal: [{ value: 3 }] });
});

test('it shows what the endpoint has refused, where that is counted', () => {
  expect(JSON.stringify(widget(/throttled/, { alarms: {} }).properties.metrics)).toContain('ThrottledRequests');
  expect(JSON.stringify(widget(/throttled/, { alarms: { disabled: [McpAlarm.THROTTLES] } }).properties.metrics)).not.toContain('ThrottledRequests');
});

test('it tells of cold starts from the platform\'s JSON lines, also where an instance was restored', () => {
  const { query } = widget(/cold start cost/).properties;
  expect(query).toMatch(/^SOURCE '‹Ref›' \| filter type = "platform\.report"\n\| fields coalesce\(record\.metrics\.initDurationMs, record\.metrics\.restoreDurationMs\) as startMs\n\| stats /);
});

test('it tells of calls per tool by the field that the server writes, and else of none', () => {
  expect(widget(/per tool/, { toolField: 'fields.tool' }).properties.query).toContain('| filter ispresent(fields.tool)\n| stats count(*) as calls by fields.tool');
  expect(widgetsOf({}).map(({ properties }) => properties.title)).not.toContain('Calls per tool');
});

test('it is handed out, and takes more widgets', () => {
  const server = serverIn({ observability: { dashboard: true } });
  server.dashboard!.addWidgets(new cloudwatch.TextWidget({ markdown: 'who to call' }));
  expect(JSON.stringify(Template.fromStack(Stack.of(server)).toJSON())).toContain('who to call');
  expect(serverIn().dashboard).toBeUndefined();
});
