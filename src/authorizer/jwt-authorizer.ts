import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { VARIABLES } from './handler/wire';
import { JwtGuard } from '../auth/guard';
import { jsonOf } from '../private/json';

/** The bundled handler: from `lib/` when it is used, and from `src/` in tests, it is the same way there. */
const HANDLER = path.join(__dirname, '..', '..', 'lib', 'authorizer', 'bundle');

/** The function that checks tokens for an API that does not by itself. */
export function jwtAuthorizer(scope: Construct, id: string, guard: JwtGuard, retention: logs.RetentionDays): lambda.Function {
  const room = new Construct(scope, id);
  const logGroup = new logs.LogGroup(room, 'LogGroup', { retention });
  const role = new iam.Role(room, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return new lambda.Function(room, 'Function', {
    description: 'Checks the tokens of MCP clients',
    code: lambda.Code.fromAsset(HANDLER),
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    architecture: lambda.Architecture.ARM_64,
    memorySize: 256,
    timeout: Duration.seconds(10), // an issuer has 1.5 s for each of its two documents
    environment: {
      [VARIABLES.issuer]: guard.issuer,
      [VARIABLES.audience]: jsonOf(guard.audience),
      [VARIABLES.scopes]: jsonOf(guard.scopes),
    },
    role,
    logGroup,
    loggingFormat: lambda.LoggingFormat.JSON,
  });
}
