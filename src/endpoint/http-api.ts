import { Names } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { accessLogFacts, McpAccessLogOptions } from './access-log';
import { McpCors } from './cors';
import { Door, DoorShell, EndpointFacts, EndpointStrategy, EVERY_GUARD, Site } from './door';
import { HttpApiDoor, stagePathOf } from './http-door';
import { DEFAULT_STAGE } from './http-stages';
import { legacySseFacts, legacySseOf, McpLegacySseOptions } from './legacy-sse';
import { joinPaths } from '../private/paths';
import { factOf } from '../private/tokens';

/** Options of `McpEndpoint.httpApi`. */
export interface McpHttpApiOptions extends McpLegacySseOptions {
  /**
   * The public path of the MCP endpoint: segments of letters, digits and `-._~`, without a slash at
   * the end. Requests with a slash at the end reach the server too. A path with a token in it begins
   * with a literal slash and ends with the literal `serverPath` of the code.
   *
   * @default '/mcp'
   */
  readonly path?: string;

  /**
   * The stage: `$default`, whose URL has no prefix, or a name of letters, digits, `-` and `_`, up to
   * 128 of them, which becomes the first segment of the URL. It is part of the URL that the server is
   * told, and so it cannot be a token.
   *
   * @default '$default'
   */
  readonly stageName?: string;

  /**
   * Which web pages may call the server.
   *
   * @default McpCors.allow()
   */
  readonly cors?: McpCors;

  /**
   * How many requests the stage lets in: `rateLimit` a second on average, and `burstLimit` at once.
   * Above it callers get a 429. What is left out keeps its default; the account's own quota holds
   * besides.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
   * @default { rateLimit: 1000, burstLimit: 2000 }
   */
  readonly throttle?: apigwv2.ThrottleSettings;

  /**
   * A line of JSON for each request: when, who called (the claims `sub` and `client_id`, or the ARN of the
   * AWS identity), from where, which route, what was answered and how long it took. Never a header, so
   * never a token.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
   * @default - none, unless an alarm is made from it (`observability.alarms`)
   */
  readonly accessLog?: McpAccessLogOptions;
}

/** The service's own limit for an integration, which cannot be raised. */
export const TIMEOUT_SECONDS = 30;

export class HttpApiEndpoint implements EndpointStrategy {
  readonly path: string;
  private readonly stageName: string;
  readonly cors: McpCors;
  private readonly rateLimit: number;
  private readonly burstLimit: number;
  private readonly accessLog?: McpAccessLogOptions;

  constructor(private readonly options: McpHttpApiOptions) {
    this.path = options.path ?? '/mcp';
    this.stageName = options.stageName ?? DEFAULT_STAGE;
    this.cors = options.cors ?? McpCors.allow();
    this.rateLimit = options.throttle?.rateLimit ?? 1000;
    this.burstLimit = options.throttle?.burstLimit ?? 2000;
    this.accessLog = options.accessLog;
  }

  describe(site?: Site): EndpointFacts {
    return {
      call: 'McpEndpoint.httpApi({ … })',
      guards: EVERY_GUARD,
      simpleResponses: true,
      takesDomain: true,
      path: factOf(this.path),
      pathHasSlash: this.path.startsWith('/'),
      literalPaths: false,
      legacySse: legacySseFacts(this.options, site?.basePath ?? stagePathOf(this.stageName)),
      stage: { name: factOf(this.stageName), nameless: true },
      shell: this.shell(site),
      hidesRoot: false,
      rateLimit: factOf(this.rateLimit),
      burstLimit: factOf(this.burstLimit),
      cors: this.cors._describe(),
      origins: { patterns: true, anyBesideOthers: true },
      accessLog: accessLogFacts(this.accessLog),
      timeoutSeconds: TIMEOUT_SECONDS,
    };
  }

  open(scope: Construct, site?: Site): Door {
    const httpApi = new apigwv2.HttpApi(scope, 'HttpApi', {
      apiName: Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' }),
      corsPreflight: this.cors._bind(),
      createDefaultStage: false, // the default stage takes no throttle
      disableExecuteApiEndpoint: site && !site.defaultEndpoint,
    });
    return new HttpApiDoor(scope, {
      httpApi,
      path: this.path,
      legacySse: legacySseOf(this.options),
      shell: this.shell(site),
      site,
      stages: {
        httpApi,
        stageName: this.stageName,
        options: { autoDeploy: true, throttle: { rateLimit: this.rateLimit, burstLimit: this.burstLimit } },
        accessLog: this.accessLog,
      },
    });
  }

  private shell(site?: Site): DoorShell {
    const stagePath = stagePathOf(this.stageName);
    return {
      stagePath,
      eventPath: joinPaths(stagePath, this.path),
      otherEventPath: site && joinPaths(site.basePath, this.path),
      eventPathsDocumented: false,
      streaming: false,
    };
  }
}
