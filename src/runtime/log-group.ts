import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BoundCode } from '../code/bound-code';

/** What a server's log group is made from. */
export interface LogGroupProps {
  readonly code: BoundCode;
  readonly logGroup?: logs.ILogGroup;
  readonly functionName?: string;
  readonly logRetention?: logs.RetentionDays;
}

/** The given one, or one that is called as Lambda itself would call it, where the function has a name. */
export function serverLogGroup(scope: Construct, id: string, { code, logGroup, functionName, logRetention }: LogGroupProps): logs.ILogGroup {
  if ('existing' in code) {
    return logs.LogGroup.fromLogGroupName(scope, id, logGroupName(code.existing));
  }
  return logGroup ?? new logs.LogGroup(scope, id, {
    logGroupName: functionName && `/aws/lambda/${functionName}`,
    retention: logRetention,
  });
}

/** From the resource: asked for its log group, a function that was given none makes a custom resource for it. */
function logGroupName(fn: lambda.Function): string {
  const { loggingConfig } = fn.node.defaultChild as lambda.CfnFunction;
  const { logGroup } = (loggingConfig ?? {}) as lambda.CfnFunction.LoggingConfigProperty;
  return logGroup ?? `/aws/lambda/${fn.functionName}`;
}
