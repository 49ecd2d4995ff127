import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** Lambda's own, for functions that say nothing else. @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const DEFAULT = Duration.seconds(3);

/** How long a function may take, whoever has made it. */
export function timeoutOf(fn: lambda.Function): Duration {
  return fn.timeout ?? DEFAULT;
}
