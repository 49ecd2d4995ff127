import { Construct } from 'constructs';
import { Door, EndpointFacts, EndpointStrategy, Site } from './door';
import { HttpApiEndpoint, McpHttpApiOptions } from './http-api';

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

  private constructor(private readonly strategy: EndpointStrategy) {}

  /** @internal */
  public _describe(site?: Site): EndpointFacts {
    return this.strategy.describe(site);
  }

  /** @internal */
  public _open(scope: Construct, site?: Site): Door {
    return this.strategy.open(scope, site);
  }
}
