import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Our own: AWS has no metric of these. */
const NAMESPACE = 'McpLambdaServer';
const METRIC = 'ThrottledRequests';

/**
 * Counts what the door has answered with a 429 by itself. AWS counts these among all other 4xx, and so
 * the access log is asked. A 429 of the server's is none of them: it has the same status behind the door.
 */
export function throttledRequests(scope: Construct, accessLog: logs.ILogGroup, apiId: string): cloudwatch.Metric {
  new logs.MetricFilter(scope, METRIC, {
    logGroup: accessLog,
    filterPattern: logs.FilterPattern.all(
      logs.FilterPattern.stringValue('$.status', '=', '429'),
      logs.FilterPattern.stringValue('$.integrationStatus', '!=', '429'),
    ),
    metricNamespace: NAMESPACE,
    metricName: METRIC,
    metricValue: '1',
    unit: cloudwatch.Unit.COUNT,
    // A log group may be that of several APIs.
    dimensions: { ApiId: '$.apiId' },
  });
  return new cloudwatch.Metric({ namespace: NAMESPACE, metricName: METRIC, dimensionsMap: { ApiId: apiId }, statistic: 'Sum' });
}
