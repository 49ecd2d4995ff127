import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer, HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Guard } from '../auth/guard';

/** How an HTTP API checks callers, for each of its routes to the server. */
export function authorizationOf(guard: Guard): Pick<apigwv2.HttpRouteProps, 'authorizer' | 'authorizationScopes'> {
  switch (guard.kind) {
    case 'none':
    case 'in-server':
      return { authorizer: new apigwv2.HttpNoneAuthorizer() };
    case 'jwt':
      return {
        authorizer: new HttpJwtAuthorizer('Authorizer', guard.issuer, { jwtAudience: guard.audience }),
        authorizationScopes: guard.scopes.length > 0 ? guard.scopes : undefined,
      };
    case 'lambda':
      return {
        authorizer: new HttpLambdaAuthorizer('Authorizer', guard.handler, {
          identitySource: guard.identitySource,
          resultsCacheTtl: guard.resultsCacheTtl,
          responseTypes: [guard.answersPolicy ? HttpLambdaResponseType.IAM : HttpLambdaResponseType.SIMPLE],
        }),
      };
    case 'iam':
      return { authorizer: new HttpIamAuthorizer() };
    default:
      throw new Error(`an HTTP API cannot honour the guard ${JSON.stringify(guard satisfies never)}`);
  }
}
