import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { Site } from '../endpoint/door';

/** Options of every `McpDomain`. */
export interface McpDomainOptions {
  /**
   * What stands between the name and the endpoint's path: segments of letters, digits and `-._` without
   * a slash at either end, 300 characters at most. With `tools` the MCP URL is
   * `https://mcp.example.com/tools/mcp`. Clients look for discovery documents at the root of a name and
   * do not find them below a base path: synthesis warns about it.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
   * @default - none: the whole name leads to the server
   */
  readonly basePath?: string;

  /**
   * Whether the URL that API Gateway makes up is switched off, so that the server is reached by this
   * name alone.
   *
   * @default false
   */
  readonly disableDefaultEndpoint?: boolean;
}

/** Options of `McpDomain.fromHostedZone`. */
export interface McpHostedZoneDomainOptions extends McpDomainOptions {
  /**
   * A certificate for the name, in the region of the stack.
   *
   * @default - one is made, and validated by a record in the zone
   */
  readonly certificate?: acm.ICertificate;
}

/** What a domain makes of the URLs of a door. */
export function siteOf(origin: string, { basePath, disableDefaultEndpoint }: McpDomainOptions): Site {
  return {
    origin,
    basePath: basePath === undefined ? '' : `/${basePath}`,
    defaultEndpoint: !(disableDefaultEndpoint ?? false),
  };
}
