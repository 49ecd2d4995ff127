import { Duration } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Fact, factsOfList, secondsOf } from '../private/tokens';

/** What is known of them before any resource exists. */
export interface CorsFacts {
  readonly allowOrigins: ReadonlyArray<Fact<string>>;
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds: Fact<number>;
}

/** Options of `McpCors.allow`. */
export interface McpCorsOptions {
  /**
   * The web origins that may call the server from a browser: scheme, host and port without a path, or
   * `*` for all, which at a REST API may have no other origin beside it. An HTTP API takes `https://*` and
   * `http://*` too; the other doors would compare these as they are, and refuse them.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html
   * @default ['*']
   */
  readonly allowOrigins?: string[];

  /**
   * The HTTP methods that a browser may use.
   *
   * @default [apigwv2.CorsHttpMethod.GET, apigwv2.CorsHttpMethod.POST, apigwv2.CorsHttpMethod.DELETE]
   */
  readonly allowMethods?: apigwv2.CorsHttpMethod[];

  /**
   * The request headers that a browser may send. A list replaces the default one. Tools whose
   * parameters travel as `Mcp-Param-…` headers need these named here: a browser does not take `*` for
   * requests with credentials.
   *
   * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/transports
   * @default - what MCP clients send: Content-Type, Accept, Authorization, Mcp-Protocol-Version,
   * Mcp-Session-Id, Mcp-Method, Mcp-Name, Last-Event-ID and X-Request-Id
   */
  readonly allowHeaders?: string[];

  /**
   * The response headers that a page may read. A list replaces the default one.
   *
   * @default - Mcp-Session-Id, WWW-Authenticate and the name under which API Gateway may pass that on,
   * X-Amzn-Remapped-WWW-Authenticate
   */
  readonly exposeHeaders?: string[];

  /**
   * Whether a browser may send cookies. Needs origins that are named: browsers refuse it with `*`, and with
   * `https://*` any page could call as whoever has opened it.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;

  /**
   * How long a browser may keep the answer to a preflight request, up to 24 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxAge?: Duration;
}

const ALLOW_HEADERS = [
  'Content-Type', 'Accept', 'Authorization', 'Mcp-Protocol-Version', 'Mcp-Session-Id',
  'Mcp-Method', 'Mcp-Name', 'Last-Event-ID', 'X-Request-Id',
];
const EXPOSE_HEADERS = ['Mcp-Session-Id', 'WWW-Authenticate', 'X-Amzn-Remapped-WWW-Authenticate'];

/**
 * Which web pages may call the server (cross-origin resource sharing). The endpoint answers preflight
 * requests by itself; clients that are not browsers do not need it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export class McpCors {
  /**
   * Pages of these origins may call the server. Without options: pages of every origin, without
   * cookies.
   *
   * @throws at synthesis, on an origin that is none, and on credentials together with `*`
   */
  public static allow(options: McpCorsOptions = {}): McpCors {
    return new McpCors(options);
  }

  /** No page of another origin may call the server, and preflight requests are not answered. */
  public static disabled(): McpCors {
    return new McpCors();
  }

  private constructor(private readonly options?: McpCorsOptions) {}

  /** @internal */
  public _describe(): CorsFacts | undefined {
    const options = this._bind();
    return options && {
      allowOrigins: factsOfList(options.allowOrigins!),
      allowCredentials: options.allowCredentials!,
      maxAgeSeconds: secondsOf(options.maxAge!),
    };
  }

  /** @internal */
  public _bind(): apigwv2.CorsPreflightOptions | undefined {
    return this.options && {
      allowOrigins: this.options.allowOrigins ?? ['*'],
      allowMethods: this.options.allowMethods
        ?? [apigwv2.CorsHttpMethod.GET, apigwv2.CorsHttpMethod.POST, apigwv2.CorsHttpMethod.DELETE],
      allowHeaders: this.options.allowHeaders ?? ALLOW_HEADERS,
      exposeHeaders: this.options.exposeHeaders ?? EXPOSE_HEADERS,
      allowCredentials: this.options.allowCredentials ?? false,
      maxAge: this.options.maxAge ?? Duration.hours(1),
    };
  }
}
