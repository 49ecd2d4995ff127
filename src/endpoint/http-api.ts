import { Names, Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { McpCors } from './cors';
import { Door, DoorShell, EndpointFacts, EndpointStrategy, Site } from './door';
import { authorizationOf } from './http-authorizer';
import { Guard } from '../auth/guard';
import { joinPaths } from '../private/paths';
import { factOf } from '../private/tokens';

/** Options of `McpEndpoint.httpApi`. */
export interface McpHttpApiOptions {
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
}

const DEFAULT_STAGE = '$default';

/** The service's own limit for an integration, which cannot be raised. */
const TIMEOUT_SECONDS = 30;

/** The routes' ids and methods. POST first: integration and permission get their ids from the first route. */
const METHODS = { Post: apigwv2.HttpMethod.POST, Get: apigwv2.HttpMethod.GET, Delete: apigwv2.HttpMethod.DELETE };

export class HttpApiEndpoint implements EndpointStrategy {
  private readonly path: string;
  private readonly stageName: string;
  private readonly cors: McpCors;
  private readonly rateLimit: number;
  private readonly burstLimit: number;

  constructor(options: McpHttpApiOptions) {
    this.path = options.path ?? '/mcp';
    this.stageName = options.stageName ?? DEFAULT_STAGE;
    this.cors = options.cors ?? McpCors.allow();
    this.rateLimit = options.throttle?.rateLimit ?? 1000;
    this.burstLimit = options.throttle?.burstLimit ?? 2000;
  }

  describe(site?: Site): EndpointFacts {
    return {
      call: 'McpEndpoint.httpApi({ … })',
      path: factOf(this.path),
      pathHasSlash: this.path.startsWith('/'),
      stageName: factOf(this.stageName),
      shell: this.shell(site),
      rateLimit: factOf(this.rateLimit),
      burstLimit: factOf(this.burstLimit),
      cors: this.cors._describe(),
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
    const stage = httpApi.addStage('Stage', {
      stageName: this.stageName,
      autoDeploy: true,
      throttle: { rateLimit: this.rateLimit, burstLimit: this.burstLimit },
    });
    return new HttpApiDoor(scope, httpApi, stage, this.shell(site), this.path, site);
  }

  private shell(site?: Site): DoorShell {
    const stagePath = this.stageName === DEFAULT_STAGE ? '' : `/${this.stageName}`;
    return {
      stagePath,
      eventPath: joinPaths(stagePath, this.path),
      otherEventPath: site && joinPaths(site.basePath, this.path),
      streaming: false,
    };
  }
}

class HttpApiDoor implements Door {
  readonly origin: string;
  readonly apiUrl: string;
  readonly mcpUrl: string;
  readonly destination: Door['destination'];

  /** The routes that ask IAM. */
  private readonly signedRoutes: apigwv2.HttpRoute[] = [];

  constructor(
    private readonly scope: Construct,
    readonly httpApi: apigwv2.HttpApi,
    stage: apigwv2.HttpStage,
    readonly shell: DoorShell,
    private readonly path: string,
    site?: Site,
  ) {
    const { region, urlSuffix } = Stack.of(scope);
    const basePath = site?.basePath ?? shell.stagePath;
    this.origin = site?.origin ?? `https://${httpApi.apiId}.execute-api.${region}.${urlSuffix}`;
    this.apiUrl = `${this.origin}${basePath}`;
    this.mcpUrl = `${this.origin}${joinPaths(basePath, path)}`;
    // The reference, not the name: a mapping is made after its stage.
    this.destination = { apiId: httpApi.apiId, stage: (stage.node.defaultChild as apigwv2.CfnStage).ref };
  }

  route(live: lambda.IAlias, guard: Guard): void {
    const integration = new HttpLambdaIntegration('Integration', live, {
      scopePermissionToRoute: false, // one permission, however many routes
    });
    const authorization = authorizationOf(guard);
    for (const [id, path] of this.routePaths()) {
      const routes = new Construct(this.scope, id);
      for (const [methodId, method] of Object.entries(METHODS)) {
        const routeKey = apigwv2.HttpRouteKey.with(path, method);
        const route = new apigwv2.HttpRoute(routes, methodId, { httpApi: this.httpApi, routeKey, integration, ...authorization });
        if (guard.kind === 'iam') {
          this.signedRoutes.push(route);
        }
      }
    }
    const publicRoutes = new Construct(this.scope, 'PublicRoutes');
    for (const path of guard.kind === 'in-server' ? guard.publicPaths : []) {
      const routeKey = apigwv2.HttpRouteKey.with(path, apigwv2.HttpMethod.ANY);
      new apigwv2.HttpRoute(publicRoutes, path, { httpApi: this.httpApi, routeKey, integration, ...authorization });
    }
  }

  grantInvoke(grantee: iam.IGrantable): iam.Grant | undefined {
    if (this.signedRoutes.length === 0) {
      return undefined;
    }
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:Invoke'],
      resourceArns: this.signedRoutes.map((route) => route.routeArn),
    });
  }

  /**
   * A route key cannot end with a slash. The greedy route is the one that answers `/mcp/`; what else
   * it lets through is the server's to refuse.
   */
  private routePaths(): [id: string, path: string][] {
    return this.path === '/' ? [['Routes', '/']] : [['Routes', this.path], ['SubpathRoutes', `${this.path}/{proxy+}`]];
  }
}
