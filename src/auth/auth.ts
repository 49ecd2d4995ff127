import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CognitoAuth, McpCognitoOptions } from './cognito';
import { AuthFacts, AuthPlace, AuthStrategy, Guard } from './guard';
import { IamAuth } from './iam';
import { InServerAuth, McpInServerOptions } from './in-server';
import { JwtAuth, McpJwtOptions } from './jwt';
import { LambdaAuthorizerAuth, McpLambdaAuthorizerOptions } from './lambda-authorizer';
import { NoAuth } from './none';
import { McpUserPoolOptions, UserPoolAuth } from './user-pool';

export { type McpCognitoOptions } from './cognito';
export { type McpInServerOptions } from './in-server';
export { type McpJwtOptions } from './jwt';
export { type McpAuthDiscovery, type McpLambdaAuthorizerOptions } from './lambda-authorizer';
export { type McpUserPoolOptions } from './user-pool';

/** Who may call the server. It must be chosen: nothing is public by default. */
export class McpAuth {
  /**
   * Everybody who knows the URL may call the server. Synthesis warns about it, with the id
   * `cdk-mcp-lambda:publicAccess`.
   */
  public static none(): McpAuth {
    return new McpAuth(new NoAuth());
  }

  /**
   * Users log in at an Amazon Cognito user pool, which is made for the server: with a login page, a
   * public client for interactive MCP clients, and scopes. Users are invited, not signed up; pool and
   * users outlive the stack. The endpoint checks the tokens before the function is invoked, and refuses
   * ID tokens. MCP clients use PKCE; Cognito does not ask for it, and so `commonClients` and `callbackUrls`
   * say who may be sent back a login.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
   */
  public static cognito(options: McpCognitoOptions = {}): McpAuth {
    return new McpAuth(new CognitoAuth(options));
  }

  /**
   * The same with a user pool that exists, or is made in the app: its clients, resource server and
   * domain stay as they are.
   *
   * @param userPool a pool in the region of the stack, whose feature plan is not Lite
   * @throws at synthesis, on a pool that is known to be in another region
   */
  public static userPool(userPool: cognito.IUserPool, options: McpUserPoolOptions): McpAuth {
    return new McpAuth(new UserPoolAuth(userPool, options));
  }

  /**
   * Callers show a JWT (a bearer token) of an OpenID Connect or OAuth 2.0 authorization server. The
   * endpoint checks it before the function is invoked.
   *
   * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
   */
  public static jwt(options: McpJwtOptions): McpAuth {
    return new McpAuth(new JwtAuth(options));
  }

  /**
   * A Lambda function of yours decides on each call. It gets the request in payload format 2.0 and
   * answers `{ isAuthorized: true, context: { … } }`; the context reaches the server in the header
   * `x-amzn-request-context`.
   *
   * @param handler the function, which the endpoint may then invoke; one of another region serves a REST API
   * alone, which asks it with a role
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
   * @throws at synthesis, on a function that is known to be in another region, at an HTTP API
   */
  public static lambdaAuthorizer(handler: lambda.IFunction, options: McpLambdaAuthorizerOptions = {}): McpAuth {
    return new McpAuth(new LambdaAuthorizerAuth(handler, options));
  }

  /**
   * Callers sign their requests with AWS credentials (Signature Version 4) and need a permission, which
   * `server.grantInvoke(grantee)` gives. For programs on AWS: no interactive client signs requests.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
   */
  public static iam(): McpAuth {
    return new McpAuth(new IamAuth());
  }

  /**
   * The server asks by itself, as servers with an OAuth proxy or auth routes of their own do. The
   * endpoint lets everybody through on the MCP path and on the paths that are listed: `publicAccess` is
   * true, and synthesis warns about it with the id `cdk-mcp-lambda:authInServer`.
   */
  public static inServer(options: McpInServerOptions): McpAuth {
    return new McpAuth(new InServerAuth(options));
  }

  private constructor(private readonly strategy: AuthStrategy) {}

  /** @internal */
  public _describe(): AuthFacts {
    return this.strategy.describe();
  }

  /** @internal */
  public _bind(scope: Construct, place: AuthPlace): Guard {
    return this.strategy.bind(scope, place);
  }
}
