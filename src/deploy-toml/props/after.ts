import { Annotations, ArnFormat, Duration, Stack, Tags } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DEPLOY_TOML_METADATA } from '../../private/deploy-toml';
import { POST_DEPLOY_TESTS_METADATA } from '../../private/post-deploy-tests';
import { acknowledgedBy } from '../../private/warnings';
import { DeployToml } from '../deploy-toml';
import { Values } from '../schema';
import { tagsOf } from '../tags';

/** What is done to a server that is there, as far as a file asks for it. */
export interface MadeServer extends Construct {
  readonly function: lambda.Function;
  readonly alarms: cloudwatch.Alarm[];
  metricServerErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  metricErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

const TABLE_READ = ['GetItem', 'BatchGetItem', 'Query', 'Scan'];
const TABLE_WRITE = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];
const BUCKET_READ = ['GetObject'];
const BUCKET_WRITE = ['PutObject', 'DeleteObject'];

/** Permissions, tags, warnings that are known, what the command line reads, and the few settings for which the construct has none of its own. */
export function finish(server: MadeServer, { file, values }: DeployToml, topic?: sns.ITopic): void {
  statements(server, values).forEach((statement) => server.function.addToRolePolicy(statement));
  logging(server.function, values.logs);
  errorCount(server, values['observability.alarms']?.error_threshold, topic);
  values.warnings?.acknowledged?.forEach((id) => Annotations.of(server).acknowledgeWarning(acknowledgedBy(id)));
  server.node.addMetadata(DEPLOY_TOML_METADATA, file);
  if (values.post_deploy_tests) {
    server.node.addMetadata(POST_DEPLOY_TESTS_METADATA, values.post_deploy_tests);
  }
  Object.entries(tagsOf(values)).forEach(([name, value]) => Tags.of(server).add(name, value));
}

function statements(server: Construct, values: Values): iam.PolicyStatement[] {
  const stack = Stack.of(server);
  const tables = (values['iam.tables'] ?? []).map(({ name = '', actions = [], include_indexes }) => {
    const arn = stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: name });
    return new iam.PolicyStatement({ actions: named('dynamodb', actions, TABLE_READ, TABLE_WRITE), resources: [arn, ...include_indexes ? [`${arn}/index/*`] : []] });
  });
  const buckets = (values['iam.buckets'] ?? []).map(({ name = '', actions = [] }) => new iam.PolicyStatement({
    actions: named('s3', actions, BUCKET_READ, BUCKET_WRITE),
    resources: [stack.formatArn({ service: 's3', account: '', region: '', resource: name, resourceName: '*', arnFormat: ArnFormat.SLASH_RESOURCE_NAME })],
  }));
  const others = (values['iam.statements'] ?? []).map(({ effect, actions, resources }) => new iam.PolicyStatement({
    effect: effect === 'Deny' ? iam.Effect.DENY : iam.Effect.ALLOW, actions, resources,
  }));
  return [...tables, ...buckets, ...others];
}

function named(service: string, words: readonly string[], read: readonly string[], write: readonly string[]): string[] {
  const reads = words.some((word) => word !== 'write') ? read : [];
  const writes = words.some((word) => word !== 'read') ? write : [];
  return [...reads, ...writes].map((action) => `${service}:${action}`);
}

/** Lambda takes levels with JSON alone: a check has seen to it. */
function logging(fn: lambda.Function, { format, level }: NonNullable<Values['logs']> = {}): void {
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  if (format === 'text') {
    resource.addPropertyOverride('LoggingConfig.LogFormat', 'Text');
  }
  if (level !== undefined) {
    resource.addPropertyOverride('LoggingConfig.SystemLogLevel', level.toUpperCase());
  }
}

function errorCount(server: MadeServer, threshold: number | undefined, topic?: sns.ITopic): void {
  if (threshold === undefined) {
    return;
  }
  const alarm = new cloudwatch.Alarm(server, 'ErrorCount', {
    alarmDescription: 'Requests to the MCP server fail: it answers with a status of 500 or above, crashes or takes too long.',
    metric: new cloudwatch.MathExpression({
      expression: 'MAX([FILL(errors, 0), FILL(serverErrors, 0)])',
      usingMetrics: { errors: server.metricErrors(), serverErrors: server.metricServerErrors() },
      label: 'Requests that failed',
      period: Duration.minutes(5),
    }),
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  if (topic) {
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  server.alarms.push(alarm);
}
