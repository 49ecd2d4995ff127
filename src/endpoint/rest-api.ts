import { Names } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { accessLogFacts, McpAccessLogOptions } from './access-log';
import { McpCors } from './cors';
import { Door, DoorShell, EndpointFacts, EndpointStrategy, EVERY_GUARD, Site } from './door';
import { legacySseFacts, legacySseOf, McpLegacySseOptions } from './legacy-sse';
import { letsAnybodyCall } from './resource-policy';
import { McpRestApiAccess } from './rest-access';
import { guardedMethods, RestApiDoor } from './rest-door';
import { describeUsagePlan, McpUsagePlanOptions } from './usage-plan';
import { McpWebAcl } from './web-acl';
import { joinPaths } from '../private/paths';
import { factOf } from '../private/tokens';

/** Options of `McpEndpoint.restApi`. */
export interface McpRestApiOptions extends McpLegacySseOptions {
  /**
   * The public path of the MCP endpoint: segments of letters, digits and `-._~`, without a slash at the
   * end. API Gateway finds it with a slash at its end too.
   *
   * @default '/mcp'
   */
  readonly path?: string;

  /**
   * The stage: letters, digits, `-` and `_`, up to 128 of them. Without a `domain` it is the first segment
   * of the URL. It is part of the URL that the server is told, and so it cannot be a token.
   *
   * @default 'prod'
   */
  readonly stageName?: string;

  /**
   * Which web pages may call the server. API Gateway answers preflight requests and adds the headers to
   * what it answers itself; a server's own answers pass as they are, and so the server must send
   * `Access-Control-Allow-Origin` itself.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
   * @default McpCors.allow()
   */
  readonly cors?: McpCors;

  /**
   * How many requests each method of the stage lets in: `rateLimit` a second on average, and `burstLimit`
   * at once. Above it callers get a 429. What is left out keeps its default; the account's own quota holds
   * besides.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
   * @default { rateLimit: 1000, burstLimit: 2000 }
   */
  readonly throttle?: apigwv2.ThrottleSettings;

  /**
   * Whether an answer is passed on as the server writes it, such as server-sent events with progress, for up
   * to 15 minutes and with no pause longer than 5. Else it is passed on as a whole, within 29 seconds.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
   * @default true
   */
  readonly streaming?: boolean;

  /**
   * From where the API is reached.
   *
   * @default McpRestApiAccess.regional()
   */
  readonly access?: McpRestApiAccess;

  /**
   * The resource policy: who may call the API at all, beside the auth. With `McpAuth.iam()` and callers of the
   * same account it is enough that one of the two allows a call: a statement that allows everybody lets in
   * whoever has AWS credentials. One that should only keep callers out denies. With `McpAuth.lambdaAuthorizer`
   * an Allow lets in callers of whom the function's policy says nothing.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html
   * @default - none; with `McpRestApiAccess.vpcEndpoints` one that lets these endpoints in alone
   */
  readonly policy?: iam.PolicyDocument;

  /**
   * A firewall before the stage.
   *
   * @default - none
   */
  readonly webAcl?: McpWebAcl;

  /**
   * Callers of the MCP path must show an API key.
   *
   * @default - they need none
   */
  readonly usagePlan?: McpUsagePlanOptions;

  /**
   * A line of JSON for each request: when, who called, from where, which route, what was answered and how
   * long it took. Never a header, so never a token. The account needs a role with which API Gateway writes
   * logs, one for all its REST APIs, and so no alarm makes this log by itself.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   * @default - none
   */
  readonly accessLog?: McpAccessLogOptions;
}

/** How long a streamed answer may take, and one that is passed on as a whole. */
const STREAMING_SECONDS = 900;
const BUFFERED_SECONDS = 29;

export function timeoutSecondsOf(streaming: boolean): number {
  return streaming ? STREAMING_SECONDS : BUFFERED_SECONDS;
}

export class RestApiEndpoint implements EndpointStrategy {
  readonly path: string;
  private readonly stageName: string;
  readonly cors: McpCors;
  private readonly rateLimit: number;
  private readonly burstLimit: number;
  private readonly streaming: boolean;
  private readonly access: McpRestApiAccess;

  constructor(private readonly options: McpRestApiOptions) {
    this.path = options.path ?? '/mcp';
    this.stageName = options.stageName ?? 'prod';
    this.cors = options.cors ?? McpCors.allow();
    this.rateLimit = options.throttle?.rateLimit ?? 1000;
    this.burstLimit = options.throttle?.burstLimit ?? 2000;
    this.streaming = options.streaming ?? true;
    this.access = options.access ?? McpRestApiAccess.regional();
  }

  describe(site?: Site): EndpointFacts {
    const access = this.access._describe();
    return {
      call: `McpEndpoint.restApi({ ${this.streaming ? '…' : 'streaming: false'} })`,
      guards: EVERY_GUARD,
      simpleResponses: false,
      takesDomain: !access.edge && access.vpcEndpoints === undefined,
      rest: {
        access,
        policyForAnybody: this.options.policy && letsAnybodyCall(this.options.policy, this.guardedMethods()),
        webAcl: this.options.webAcl?._describe(),
        usagePlan: this.options.usagePlan && describeUsagePlan(this.options.usagePlan),
      },
      path: factOf(this.path),
      pathHasSlash: this.path.startsWith('/'),
      literalPaths: true,
      legacySse: legacySseFacts(this.options, site ? site.basePath : `/${this.stageName}`),
      stage: { name: factOf(this.stageName), nameless: false },
      shell: this.shell(site),
      hidesRoot: true,
      rateLimit: factOf(this.rateLimit),
      burstLimit: factOf(this.burstLimit),
      cors: this.cors._describe(),
      origins: { patterns: false, anyBesideOthers: false },
      accessLog: accessLogFacts(this.options.accessLog),
      timeoutSeconds: timeoutSecondsOf(this.streaming),
    };
  }

  open(scope: Construct, site?: Site): Door {
    const restApi = new apigateway.RestApi(scope, 'RestApi', {
      restApiName: Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' }),
      endpointConfiguration: this.access._configuration(),
      policy: this.options.policy,
      disableExecuteApiEndpoint: site && !site.defaultEndpoint,
      cloudWatchRole: false, // it is the account's, and one for all its APIs
      deployOptions: {
        stageName: this.stageName,
        throttlingRateLimit: this.rateLimit,
        throttlingBurstLimit: this.burstLimit,
      },
    });
    restApi.node.tryRemoveChild('Endpoint'); // CDK's own output: its URL depends on every method
    return new RestApiDoor(scope, {
      restApi,
      shared: false,
      host: this.access._host(restApi, restApi.restApiId),
      path: this.path,
      legacySse: legacySseOf(this.options),
      shell: this.shell(site),
      site,
      stageName: this.stageName,
      cors: this.cors._bind(),
      webAcl: this.options.webAcl,
      usagePlan: this.options.usagePlan,
      accessLog: this.options.accessLog,
      policy: this.options.policy ? undefined : this.access._policy(restApi, this.stageName),
    });
  }

  /** As they stand in a resource policy after the API's id. */
  private guardedMethods(): string[] {
    return guardedMethods({ path: this.path, legacySse: legacySseOf(this.options) })
      .flatMap(([path, methods]) => methods.map((method) => `/${this.stageName}/${method}${path}`));
  }

  /**
   * The path of an event has no stage in it, but what stands between a domain and the path. Where both URLs
   * answer, the domain's comes first.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
   */
  private shell(site?: Site): DoorShell {
    return {
      stagePath: '',
      eventPath: joinPaths(site?.basePath ?? '', this.path),
      otherEventPath: site?.defaultEndpoint ? this.path : undefined,
      eventPathsDocumented: true,
      streaming: this.streaming,
    };
  }
}
