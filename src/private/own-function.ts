import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Where a function of the library's own logs. */
export interface OwnLogging {
  /** One of its own is made where none is given. */
  readonly logGroup?: logs.ILogGroup;

  /** Of the one that is made. */
  readonly logRetention?: logs.RetentionDays;
}

/** What a function of the library's own is made from. */
export interface OwnFunctionProps {
  readonly description: string;

  /** The directory with the handler, `index.handler`. */
  readonly handler: string;
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly environment: Record<string, string>;
  readonly logging: OwnLogging;
}

/** A small function beside the server, in a scope of its own. It may write its logs, and nothing else. */
export function ownFunction(room: Construct, { handler, logging, ...props }: OwnFunctionProps): lambda.Function {
  const logGroup = logging.logGroup ?? new logs.LogGroup(room, 'LogGroup', { retention: logging.logRetention });
  const role = new iam.Role(room, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return new lambda.Function(room, 'Function', {
    ...props,
    code: lambda.Code.fromAsset(handler, { exclude: ['*.d.ts'] }),
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    architecture: lambda.Architecture.ARM_64,
    role,
    logGroup,
    loggingFormat: lambda.LoggingFormat.JSON,
  });
}
