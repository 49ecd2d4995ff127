import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { Guard } from '../auth/guard';
import { McpLambdaError } from '../private/errors';

/** How a REST API checks callers, for each of its methods to the server. */
export function restAuthorizationOf(scope: Construct, guard: Guard): apigateway.MethodOptions {
  switch (guard.kind) {
    case 'none':
    case 'in-server':
      return { authorizationType: apigateway.AuthorizationType.NONE };
    case 'iam':
      return { authorizationType: apigateway.AuthorizationType.IAM };
    default:
      throw new McpLambdaError(scope, `auth: a REST API cannot check callers by ${guard.kind}, expected McpEndpoint.httpApi(…)`);
  }
}
