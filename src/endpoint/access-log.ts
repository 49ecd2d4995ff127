import { ArnFormat, Fn, Names, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AccessLogFacts } from './door';

/** Options of an endpoint's access log. */
export interface McpAccessLogOptions {
  /**
   * How long it is kept. The log group itself outlives the stack.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly retention?: logs.RetentionDays;

  /**
   * A log group of yours, with a retention and a key of its own, in place of the one that is made. Its
   * name begins with `/aws/vendedlogs/`, or AWS may have no room for it.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
   * @default - a log group is made
   */
  readonly logGroup?: logs.ILogGroup;
}

/** The access log as facts, where it is asked for. */
export function accessLogFacts(options?: McpAccessLogOptions): AccessLogFacts | undefined {
  return options && { retention: options.retention !== undefined, ownLogGroup: options.logGroup !== undefined };
}

/** Where the access log goes. */
export function accessLogGroup(scope: Construct, options: McpAccessLogOptions): logs.ILogGroup {
  return options.logGroup ?? new logs.LogGroup(scope, 'AccessLog', {
    logGroupName: logGroupName(scope),
    retention: options.retention ?? logs.RetentionDays.ONE_MONTH,
  });
}

/**
 * AWS writes down in a policy of 5120 characters which log groups of the account an API may write to, and
 * a deployment fails when it is full; names with this prefix do not stand there. A log group outlives its
 * stack, and so a stack that is made again needs another name: its own id makes the difference.
 */
function logGroupName(scope: Construct): string {
  const stackUuid = Fn.select(2, Fn.split('/', Stack.of(scope).stackId));
  return `/aws/vendedlogs/${Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' })}/${Fn.select(0, Fn.split('-', stackUuid))}`;
}

/** Its ARN as API Gateway takes it, whatever CDK's flag about the `:*` at the end of it says. */
export function accessLogArn(scope: Construct, logGroup: logs.ILogGroup): string {
  return Stack.of(scope).formatArn({
    service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/**
 * What an HTTP API tells of each request; what does not apply is `-`.
 *
 * API Gateway does not say that it escapes values, so none stands here that a caller can choose: no
 * header, no query, and no reason for which a token was refused, which quotes the token. The path is left
 * out too, since some clients carry a key in it; the route stands for it. Claims come from the issuer.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const HTTP_API_FIELDS = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  apiId: '$context.apiId',
  stage: '$context.stage',
  route: '$context.routeKey',
  status: '$context.status',
  error: '$context.error.responseType',
  latencyMs: '$context.responseLatency',
  integrationStatus: '$context.integration.status',
  integrationLatencyMs: '$context.integration.latency',
  integrationError: '$context.integration.error',
  lambdaRequestId: '$context.integration.requestId',
  ip: '$context.identity.sourceIp',
  subject: '$context.authorizer.claims.sub',
  clientId: '$context.authorizer.claims.client_id',
  userArn: '$context.identity.userArn',
};

/** A line of JSON for each request to an HTTP API. */
export const HTTP_API_LINE = JSON.stringify(HTTP_API_FIELDS);

const { clientId: _, ...COMMON_FIELDS } = HTTP_API_FIELDS;

/**
 * The same for a REST API, which names its routes otherwise; callers are whom the authorizer says.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const REST_API_LINE = JSON.stringify({
  ...COMMON_FIELDS, route: '$context.httpMethod $context.resourcePath', subject: '$context.authorizer.principalId',
});
