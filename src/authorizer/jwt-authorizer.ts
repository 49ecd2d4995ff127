import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { VARIABLES } from './handler/wire';
import { JwtGuard } from '../auth/guard';
import { jsonOf } from '../private/json';
import { ownFunction, OwnLogging } from '../private/own-function';

/** The bundled handler: from `lib/` when it is used, and from `src/` in tests, it is the same way there. */
const HANDLER = path.join(__dirname, '..', '..', 'lib', 'authorizer', 'bundle');

/** The function that checks tokens for an API that does not by itself. */
export function jwtAuthorizer(scope: Construct, id: string, guard: JwtGuard, logging: OwnLogging): lambda.Function {
  return ownFunction(new Construct(scope, id), {
    description: 'Checks the tokens of MCP clients',
    handler: HANDLER,
    memorySize: 256,
    timeout: Duration.seconds(10), // an issuer has 1.5 s for each of its two documents
    environment: {
      [VARIABLES.issuer]: guard.issuer,
      [VARIABLES.audience]: jsonOf(guard.audience),
      [VARIABLES.scopes]: jsonOf(guard.scopes),
      ...guard.clients && { [VARIABLES.clients]: jsonOf(guard.clients) },
    },
    logging,
  });
}
