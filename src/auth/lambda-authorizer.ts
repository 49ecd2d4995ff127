import { Duration } from 'aws-cdk-lib';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AuthFacts, AuthStrategy, Guard } from './guard';
import { factOf, factsOfList, secondsOf } from '../private/tokens';

/** Which tokens a server takes, for clients to find out. */
export interface McpAuthDiscovery {
  /**
   * The `https` URLs of the authorization servers that issue the tokens, one at least. Some clients use
   * the first one alone.
   */
  readonly authorizationServers: string[];

  /**
   * The scopes that a client should ask for.
   *
   * @default []
   */
  readonly scopes?: string[];
}

/** Options of `McpAuth.lambdaAuthorizer`. */
export interface McpLambdaAuthorizerOptions {
  /**
   * Where the credentials stand in a request: `$request.header.name`, `$request.querystring.name`,
   * `$context.name` or `$stageVariables.name`. A request that lacks one of them gets a 401 without the
   * function being asked; together they are the key under which an answer is kept.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
   * @default ['$request.header.Authorization']
   */
  readonly identitySource?: string[];

  /**
   * How long an answer of the function is kept for the same credentials, on every route: whole seconds,
   * up to an hour. With zero the function is asked each time.
   *
   * @default Duration.minutes(5)
   */
  readonly resultsCacheTtl?: Duration;

  /**
   * What the function answers. `SIMPLE`, and it gets the request in payload format 2.0:
   * `{ isAuthorized: true, context: { … } }`. `IAM`, and it gets the request in format 1.0: an IAM policy for
   * `execute-api:Invoke`, as for REST APIs, which know no other answer. So a function with `IAM` serves both
   * kinds of API.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
   * @default HttpLambdaResponseType.SIMPLE
   */
  readonly responseType?: HttpLambdaResponseType;

  /**
   * Where callers get the tokens that the function takes, as clients find it (RFC 9728).
   *
   * @default - clients find nothing: they must have been given their credentials
   */
  readonly discovery?: McpAuthDiscovery;
}

/** The door asks a function of the user's. */
export class LambdaAuthorizerAuth implements AuthStrategy {
  private readonly identitySource: string[];
  private readonly resultsCacheTtl: Duration;
  private readonly answersPolicy: boolean;
  private readonly discovery?: Required<McpAuthDiscovery>;

  constructor(private readonly handler: lambda.IFunction, { identitySource, resultsCacheTtl, responseType, discovery }: McpLambdaAuthorizerOptions) {
    this.identitySource = identitySource ?? ['$request.header.Authorization'];
    this.resultsCacheTtl = resultsCacheTtl ?? Duration.minutes(5);
    this.answersPolicy = responseType === HttpLambdaResponseType.IAM;
    this.discovery = discovery && { ...discovery, scopes: discovery.scopes ?? [] };
  }

  describe(): AuthFacts {
    return {
      call: 'McpAuth.lambdaAuthorizer(…)',
      guard: 'lambda',
      publicAccess: false,
      tokenBased: this.discovery !== undefined,
      lambdaAuthorizer: {
        region: factOf(this.handler.env.region),
        identitySource: factsOfList(this.identitySource),
        resultsCacheSeconds: secondsOf(this.resultsCacheTtl),
        answersPolicy: this.answersPolicy,
        authorizationServers: this.discovery && factsOfList(this.discovery.authorizationServers),
        scopes: factsOfList(this.discovery?.scopes ?? []),
      },
    };
  }

  bind(): Guard {
    return {
      kind: 'lambda',
      handler: this.handler,
      identitySource: this.identitySource,
      resultsCacheTtl: this.resultsCacheTtl,
      answersPolicy: this.answersPolicy,
      discovery: this.discovery,
    };
  }
}
