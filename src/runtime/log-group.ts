import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** What a server's log group is made from. */
export interface LogGroupProps {
  readonly logGroup?: logs.ILogGroup;
  readonly functionName?: string;
  readonly logRetention?: logs.RetentionDays;
}

/** The given one, or one that is called as Lambda itself would call it, where the function has a name. */
export function serverLogGroup(scope: Construct, id: string, { logGroup, functionName, logRetention }: LogGroupProps): logs.ILogGroup {
  return logGroup ?? new logs.LogGroup(scope, id, {
    logGroupName: functionName && `/aws/lambda/${functionName}`,
    retention: logRetention,
  });
}
