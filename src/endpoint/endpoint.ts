import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { McpCors } from './cors';
import { Door, EndpointFacts, EndpointStrategy, Site } from './door';
import { FunctionUrlEndpoint, McpFunctionUrlOptions } from './function-url';
import { HttpApiEndpoint, McpHttpApiOptions } from './http-api';
import { McpOnHttpApiOptions, OnHttpApiEndpoint } from './on-http-api';
import { McpOnRestApiOptions, OnRestApiEndpoint } from './on-rest-api';
import { McpRestApiOptions, RestApiEndpoint } from './rest-api';

/**
 * The front door: what stands between MCP clients and the function. Its options are those that it
 * can honour.
 */
export class McpEndpoint {
  /**
   * An Amazon API Gateway HTTP API: the cheapest door, which checks JWTs by itself. It answers within
   * 30 seconds and does not stream.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
   */
  public static httpApi(options: McpHttpApiOptions = {}): McpEndpoint {
    return new McpEndpoint(new HttpApiEndpoint(options));
  }

  /**
   * An Amazon API Gateway REST API. It streams: a tool may report its progress and take up to 15 minutes.
   * What it answers itself says where to get a token, and clients that read that need no domain.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html
   */
  public static restApi(options: McpRestApiOptions = {}): McpEndpoint {
    return new McpEndpoint(new RestApiEndpoint(options));
  }

  /**
   * A Lambda function URL: no API in between. It streams, for up to 15 minutes, and knows no callers but
   * AWS's own: with `McpAuth.none()`, `McpAuth.inServer(…)` and `McpAuth.iam()`. The server is not told its
   * URL, which depends on the function, and sees it as the request's `Host`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
   * @throws at synthesis, with any other auth and with a `domain`
   */
  public static functionUrl(options: McpFunctionUrlOptions = {}): McpEndpoint {
    return new McpEndpoint(new FunctionUrlEndpoint(options));
  }

  /**
   * An HTTP API that you have, made in the app or imported: the server's routes are added to it, beside
   * those that it has. Several servers share one API, each with a `path` of its own, and what clients must
   * find out is found for each of them.
   *
   * @param api its CORS, stages and limits hold for the server too
   * @throws at synthesis, with a `domain`: the name is the API's, and its URL is `apiUrl`
   */
  public static onHttpApi(api: apigwv2.IHttpApi, options: McpOnHttpApiOptions = {}): McpEndpoint {
    return new McpEndpoint(new OnHttpApiEndpoint(api, options));
  }

  /**
   * A REST API that you have, made in the server's stack: the server's methods are added to it, and are
   * deployed with it. Several servers share one API, each with a `path` of its own.
   *
   * @param api its CORS, stages, limits and gateway responses hold for the server too
   * @throws at synthesis, in another stack than the API's, and with a `domain`: the name is the API's, and
   * its URL is `apiUrl`
   */
  public static onRestApi(api: apigateway.RestApi, options: McpOnRestApiOptions = {}): McpEndpoint {
    return new McpEndpoint(new OnRestApiEndpoint(api, options));
  }

  private constructor(private readonly strategy: EndpointStrategy) {}

  /** The public path of the MCP endpoint, given or by default: so that an organisation's injector can set another endpoint with the same path. */
  public get path(): string {
    return this.strategy.path;
  }

  /** Which web pages may call the server, given or by default; unset on an API that you have, which has its own. */
  public get cors(): McpCors | undefined {
    return this.strategy.cors;
  }

  /** @internal */
  public _describe(site?: Site): EndpointFacts {
    return this.strategy.describe(site);
  }

  /** @internal */
  public _open(scope: Construct, site?: Site): Door {
    return this.strategy.open(scope, site);
  }
}
