import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { Door, DoorShell, EndpointFacts, EndpointStrategy, EVERY_GUARD } from './door';
import { describeApiUrl, siteOf } from './given-api';
import { TIMEOUT_SECONDS } from './http-api';
import { HttpApiDoor, stagePathOf } from './http-door';
import { DEFAULT_STAGE } from './http-stages';
import { legacySseFacts, legacySseOf, McpLegacySseOptions } from './legacy-sse';
import { joinPaths } from '../private/paths';
import { factOf } from '../private/tokens';

/** Options of `McpEndpoint.onHttpApi`. CORS, throttling and stages are the API's own. */
export interface McpOnHttpApiOptions extends McpLegacySseOptions {
  /**
   * The public path of the MCP endpoint, which no other route of the API has: segments of letters, digits
   * and `-._~`, without a slash at the end. A path with a token in it begins with a literal slash and ends
   * with the literal `serverPath` of the code.
   *
   * @default '/mcp'
   */
  readonly path?: string;

  /**
   * The stage of the API through which clients come. It is part of the URL that the server is told, and so
   * it cannot be a token.
   *
   * @default '$default'
   */
  readonly stageName?: string;

  /**
   * The URL of the API at a domain name of its own, with the base path of its mapping and without a slash
   * at the end: `https://api.example.com`. The host may be a token. The MCP URL is made from it.
   *
   * @default - the URL that API Gateway makes up, with the stage
   */
  readonly apiUrl?: string;
}

/** The routes of a server on an HTTP API that the user has. */
export class OnHttpApiEndpoint implements EndpointStrategy {
  readonly path: string;
  private readonly stageName: string;

  constructor(private readonly httpApi: apigwv2.IHttpApi, private readonly options: McpOnHttpApiOptions) {
    this.path = options.path ?? '/mcp';
    this.stageName = options.stageName ?? DEFAULT_STAGE;
  }

  describe(): EndpointFacts {
    const { apiUrl } = this.options;
    return {
      call: 'McpEndpoint.onHttpApi(…)',
      guards: EVERY_GUARD,
      simpleResponses: true,
      takesDomain: false,
      path: factOf(this.path),
      pathHasSlash: this.path.startsWith('/'),
      literalPaths: false,
      legacySse: legacySseFacts(this.options, siteOf(apiUrl)?.basePath ?? stagePathOf(this.stageName)),
      stage: { name: factOf(this.stageName), nameless: true },
      shell: this.shell(),
      hidesRoot: apiUrl === undefined && this.stageName !== DEFAULT_STAGE && (this.httpApi as Partial<apigwv2.HttpApi>).defaultStage === undefined,
      timeoutSeconds: TIMEOUT_SECONDS,
      given: {
        apiUrl: describeApiUrl(apiUrl),
        ownUrlOff: (this.httpApi.node.defaultChild as apigwv2.CfnApi | undefined)?.disableExecuteApiEndpoint === true,
        takenPaths: this.takenPaths(),
      },
    };
  }

  open(scope: Construct): Door {
    return new HttpApiDoor(scope, {
      httpApi: this.httpApi, path: this.path, legacySse: legacySseOf(this.options), shell: this.shell(), site: siteOf(this.options.apiUrl),
    });
  }

  /** Those of the app's own routes. What an imported API has besides is known to nobody here. */
  private takenPaths(): string[] {
    return this.httpApi.node.root.node.findAll()
      .filter((node): node is apigwv2.HttpRoute => node instanceof apigwv2.HttpRoute && node.httpApi === this.httpApi)
      .flatMap(({ path }) => path ?? []);
  }

  private shell(): DoorShell {
    const stagePath = stagePathOf(this.stageName);
    const site = siteOf(this.options.apiUrl);
    return {
      stagePath,
      eventPath: joinPaths(stagePath, this.path),
      otherEventPath: site && joinPaths(site.basePath, this.path),
      eventPathsDocumented: false,
      streaming: false,
    };
  }
}
