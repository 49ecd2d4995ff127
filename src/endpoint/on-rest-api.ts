import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { Door, DoorShell, EndpointFacts, EndpointStrategy, EVERY_GUARD } from './door';
import { describeApiUrl, siteOf } from './given-api';
import { legacySseFacts, legacySseOf, McpLegacySseOptions } from './legacy-sse';
import { McpRestApiAccess } from './rest-access';
import { timeoutSecondsOf } from './rest-api';
import { RestApiDoor } from './rest-door';
import { joinPaths } from '../private/paths';
import { factOf } from '../private/tokens';

/** Options of `McpEndpoint.onRestApi`. CORS, throttling, stages and what the API answers itself are the API's own. */
export interface McpOnRestApiOptions extends McpLegacySseOptions {
  /**
   * The public path of the MCP endpoint, on which the API has no method: segments of letters, digits and
   * `-._~`, without a slash at the end.
   *
   * @default '/mcp'
   */
  readonly path?: string;

  /**
   * The stage of the API through which clients come. It is part of the URL that the server is told, and so
   * it cannot be a token.
   *
   * @default - the stage that the API makes by itself
   */
  readonly stageName?: string;

  /**
   * The URL of the API at a domain name of its own, with the base path of its mapping and without a slash
   * at the end: `https://api.example.com`. The host may be a token. The MCP URL is made from it.
   *
   * @default - the URL that API Gateway makes up, with the stage
   */
  readonly apiUrl?: string;

  /**
   * Whether an answer is passed on as the server writes it, such as server-sent events with progress, for up
   * to 15 minutes and with no pause longer than 5. Else it is passed on as a whole, within 29 seconds.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
   * @default true
   */
  readonly streaming?: boolean;
}

/** The methods of a server on a REST API that the user has. */
export class OnRestApiEndpoint implements EndpointStrategy {
  readonly path: string;
  private readonly streaming: boolean;

  constructor(private readonly restApi: apigateway.RestApi, private readonly options: McpOnRestApiOptions) {
    this.path = options.path ?? '/mcp';
    this.streaming = options.streaming ?? true;
  }

  describe(): EndpointFacts {
    const { apiUrl } = this.options;
    const stageName = this.stageName();
    return {
      call: `McpEndpoint.onRestApi(${this.streaming ? '…' : '…, { streaming: false }'})`,
      guards: EVERY_GUARD,
      simpleResponses: false,
      takesDomain: false,
      path: factOf(this.path),
      pathHasSlash: this.path.startsWith('/'),
      literalPaths: true,
      legacySse: legacySseFacts(this.options, siteOf(apiUrl)?.basePath ?? (stageName === undefined ? '' : `/${stageName}`)),
      stage: stageName === undefined ? undefined : { name: factOf(stageName), nameless: false },
      shell: this.shell(),
      hidesRoot: apiUrl === undefined,
      timeoutSeconds: timeoutSecondsOf(this.streaming),
      given: {
        apiUrl: describeApiUrl(apiUrl),
        ownUrlOff: (this.restApi.node.defaultChild as apigateway.CfnRestApi | undefined)?.disableExecuteApiEndpoint === true,
        takenPaths: this.restApi.methods.filter(({ httpMethod }) => httpMethod !== 'OPTIONS').map(({ resource }) => resource.path),
        stack: Stack.of(this.restApi).node.path,
        stageUnknown: stageName === undefined,
      },
    };
  }

  open(scope: Construct): Door {
    return new RestApiDoor(scope, {
      restApi: this.restApi,
      shared: true,
      host: McpRestApiAccess.regional()._host(this.restApi, this.restApi.restApiId),
      path: this.path,
      legacySse: legacySseOf(this.options),
      shell: this.shell(),
      site: siteOf(this.options.apiUrl),
      stageName: this.stageName()!,
    });
  }

  /**
   * The stage's own property: its reference would depend on every method, and so on the function. There is
   * none with `deploy: false`.
   */
  private stageName(): string | undefined {
    const stage: apigateway.Stage | undefined = this.restApi.deploymentStage;
    return this.options.stageName ?? (stage?.node.defaultChild as apigateway.CfnStage | undefined)?.stageName;
  }

  /** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html */
  private shell(): DoorShell {
    return {
      stagePath: '',
      eventPath: joinPaths(siteOf(this.options.apiUrl)?.basePath ?? '', this.path),
      eventPathsDocumented: true,
      streaming: this.streaming,
    };
  }
}
