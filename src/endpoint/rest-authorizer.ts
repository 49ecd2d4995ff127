import { Duration, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Guard, LambdaGuard } from '../auth/guard';
import { jwtAuthorizer } from '../authorizer/jwt-authorizer';
import { McpLambdaError } from '../private/errors';
import { OwnLogging } from '../private/own-function';

/** How long a decision is kept for a token, which may outlive the token by it: a request more costs a function more. */
const TOKEN_CACHE = Duration.minutes(1);

/** Of HTTP APIs' names for where credentials stand, those that a REST API has too. */
const IDENTITY_SOURCE = /^\$(request\.header|request\.querystring|context|stageVariables)\.(.+)$/;

/** In place of one that is the default of the user's API. */
const NO_AUTHORIZER: apigateway.IAuthorizer = { authorizerId: '', authorizationType: apigateway.AuthorizationType.IAM };

/** How a REST API checks callers, for each of its methods to the server. */
export function restAuthorizationOf(scope: Construct, guard: Guard, logging: OwnLogging): apigateway.MethodOptions {
  switch (guard.kind) {
    case 'none':
    case 'in-server':
      return { authorizationType: apigateway.AuthorizationType.NONE };
    case 'iam':
      return { authorizationType: apigateway.AuthorizationType.IAM, authorizer: NO_AUTHORIZER };
    case 'jwt':
      return {
        authorizationType: apigateway.AuthorizationType.CUSTOM,
        authorizer: new apigateway.TokenAuthorizer(scope, 'Authorizer', {
          handler: jwtAuthorizer(scope, 'TokenCheck', guard, logging),
          validationRegex: '^[Bb][Ee][Aa][Rr][Ee][Rr] +[-_A-Za-z0-9]+\\.[-_A-Za-z0-9]+\\.[-_A-Za-z0-9]+$',
          resultsCacheTtl: TOKEN_CACHE,
        }),
      };
    case 'lambda':
      return {
        authorizationType: apigateway.AuthorizationType.CUSTOM,
        authorizer: new apigateway.RequestAuthorizer(scope, 'Authorizer', {
          handler: guard.handler,
          identitySources: identitySources(scope, guard),
          resultsCacheTtl: guard.resultsCacheTtl,
          assumeRole: roleToAsk(scope, guard.handler),
        }),
      };
    default:
      throw new McpLambdaError(scope, {
        setting: 'auth', given: JSON.stringify(guard satisfies never), expected: 'an auth that a REST API can check',
      });
  }
}

/**
 * What a function of another region is asked with, which API Gateway reaches there. A permission of the function, as in its own region,
 * would be made in the region of the stack, where Lambda does not know the function. In another account it is for that account to give.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
 */
function roleToAsk(scope: Construct, { env, functionArn }: lambda.IFunction): iam.IRole | undefined {
  const { region, account } = Stack.of(scope);
  const differ = (one: string, other: string) => Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
  if (!differ(env.region, region) || differ(env.account, account)) {
    return undefined;
  }
  const invoke = new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] });
  return new iam.Role(scope, 'AuthorizerRole', {
    assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
    inlinePolicies: { Invoke: new iam.PolicyDocument({ statements: [invoke] }) },
  }).withoutPolicyUpdates(); // CDK would allow every version of it besides
}

/** `$request.header.Authorization` is `method.request.header.Authorization` here. */
function identitySources(scope: Construct, { answersPolicy, identitySource }: LambdaGuard): string[] {
  if (!answersPolicy) {
    throw new McpLambdaError(scope, {
      setting: 'auth.responseType', given: 'simple responses', expected: 'HttpLambdaResponseType.IAM, the one answer that a REST API knows',
    });
  }
  return identitySource.map((source) => {
    const [, place, name] = IDENTITY_SOURCE.exec(source) ?? [];
    switch (place) {
      case 'request.header': return apigateway.IdentitySource.header(name);
      case 'request.querystring': return apigateway.IdentitySource.queryString(name);
      case 'context': return apigateway.IdentitySource.context(name);
      case 'stageVariables': return apigateway.IdentitySource.stageVariable(name);
      default: return source; // a token: it must be as a REST API has it
    }
  });
}
