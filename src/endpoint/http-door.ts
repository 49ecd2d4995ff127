import { Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { Door, DoorMetrics, DoorShell, Publication, Site } from './door';
import { authorizationOf } from './http-authorizer';
import { DEFAULT_STAGE, HttpStages, HttpStagesProps } from './http-stages';
import { LegacySse } from './legacy-sse';
import { Guard } from '../auth/guard';
import { joinPaths, sharePath } from '../private/paths';

/** The methods by the ids of their routes. */
const METHODS = {
  Post: apigwv2.HttpMethod.POST,
  Get: apigwv2.HttpMethod.GET,
  Delete: apigwv2.HttpMethod.DELETE,
  Options: apigwv2.HttpMethod.OPTIONS,
};

/** POST first: integration and permission get their ids from the first route. */
const MCP_METHODS = ['Post', 'Get', 'Delete'] as const;

/** What API Gateway counts, and how. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
const STATISTICS = { 'Count': 'Sum', '4xx': 'Sum', '5xx': 'Sum', 'Latency': 'Average', 'IntegrationLatency': 'Average', 'DataProcessed': 'Sum' };

/** What an open HTTP API is made from. */
export interface HttpApiDoorProps {
  readonly httpApi: apigwv2.IHttpApi;
  readonly path: string;

  /** Set where the old transport has routes of its own. */
  readonly legacySse?: LegacySse;
  readonly shell: DoorShell;
  readonly site?: Site;

  /** Set where the API is the server's own, and has its stages from here. */
  readonly stages?: HttpStagesProps;
}

/** An HTTP API that is open. */
export class HttpApiDoor implements Door {
  readonly httpApi?: apigwv2.HttpApi;
  readonly shell: DoorShell;
  readonly root: string;
  readonly apiUrl: string;
  readonly mcpUrl: string;
  readonly publicUrl: string;
  readonly share: string;
  readonly destination: Door['destination'];
  readonly metrics: DoorMetrics;
  private readonly stages?: HttpStages;

  /** The routes that ask IAM. */
  private readonly signedRoutes: apigwv2.HttpRoute[] = [];

  constructor(private readonly scope: Construct, private readonly props: HttpApiDoorProps) {
    const { httpApi, path, shell, site, stages } = props;
    const { region, urlSuffix } = Stack.of(scope);
    const basePath = site?.basePath ?? shell.stagePath;
    this.httpApi = stages?.httpApi;
    this.shell = shell;
    this.root = site?.origin ?? `https://${httpApi.apiId}.execute-api.${region}.${urlSuffix}`;
    this.apiUrl = `${this.root}${basePath}`;
    this.mcpUrl = `${this.root}${joinPaths(basePath, path)}`;
    this.publicUrl = this.mcpUrl;
    this.share = stages ? '' : sharePath(this.mcpUrl, this.root);
    this.metrics = {
      namespace: 'AWS/ApiGateway',
      dimensions: { ApiId: httpApi.apiId }, // and no stage: with discovery there may be two, and both serve
      requests: 'Count',
      clientErrors: '4xx',
      serverErrors: '5xx',
      latency: 'Latency',
      statistics: STATISTICS,
    };
    this.stages = stages && new HttpStages(scope, stages);
    this.destination = this.stages && { apiId: httpApi.apiId, stage: this.stages.first };
  }

  /** None in an API of the user's, whose stages are not made here. */
  accessLog(): logs.ILogGroup | undefined {
    return this.stages?.accessLog();
  }

  route(live: lambda.IAlias, guard: Guard): void {
    const integration = integrationOf(live);
    const authorization = this.authorization(guard);
    const { httpApi } = this.props;
    for (const [roomId, routes] of this.mcpRoutes()) {
      const room = new Construct(this.scope, roomId);
      for (const [id, path, method] of routes) {
        const routeKey = apigwv2.HttpRouteKey.with(path, method);
        const route = new apigwv2.HttpRoute(room, id, { httpApi, routeKey, integration, ...authorization });
        if (guard.kind === 'iam') {
          this.signedRoutes.push(route);
        }
      }
    }
    const publicPaths = guard.kind === 'in-server' ? guard.publicPaths : [];
    const publicRoutes = new Construct(this.scope, 'PublicRoutes');
    for (const path of publicPaths) {
      const routeKey = apigwv2.HttpRouteKey.with(path, apigwv2.HttpMethod.ANY);
      new apigwv2.HttpRoute(publicRoutes, path, { httpApi, routeKey, integration, ...authorization });
    }
    if (publicPaths.length > 0) {
      this.answerAtRoot();
    }
  }

  /** An HTTP API answers nothing by itself, and its 401 is fixed. */
  publish(scope: Construct, publication: Publication): void {
    const { httpApi } = this.props;
    const integration = integrationOf(publication.answering(publication.routes));
    for (const { id, path, methods } of publication.routes) {
      const routes = new Construct(scope, id);
      for (const methodId of methods) {
        const routeKey = apigwv2.HttpRouteKey.with(path, METHODS[methodId]);
        new apigwv2.HttpRoute(routes, methodId, { httpApi, routeKey, integration, ...this.authorization({ kind: 'none' }) });
      }
    }
    this.answerAtRoot();
  }

  get executeApiArn(): string | undefined {
    return this.signedRoutes.length === 0 ? undefined : this.props.httpApi.arnForExecuteApi('*', this.props.path);
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

  /** Clients look at the host's root, which a domain leads to by itself. */
  private answerAtRoot(): void {
    if (this.props.site === undefined) {
      this.stages?.addRoot();
    }
  }

  /** CDK puts an authorizer into the API; in one that is the user's, those of several servers would meet. */
  private authorization(guard: Guard): ReturnType<typeof authorizationOf> {
    const { authorizer, authorizationScopes = [] } = authorizationOf(guard);
    return { authorizationScopes, authorizer: this.props.stages ? authorizer : authorizer && under(this.scope, authorizer) };
  }

  /**
   * The rooms of the routes that ask who calls. A route key cannot end with a slash. The greedy route is the
   * one that answers `/mcp/`; what else it lets through is the server's to refuse.
   */
  private mcpRoutes(): [roomId: string, routes: McpRoute[]][] {
    const { path, legacySse } = this.props;
    const all = (routePath: string): McpRoute[] => MCP_METHODS.map((id) => [id, routePath, METHODS[id]]);
    return [
      ['Routes', all(path)],
      ...path === '/' ? [] : [['SubpathRoutes', all(`${path}/{proxy+}`)] as [string, McpRoute[]]],
      ...legacySse ? [['LegacySseRoutes', legacyRoutes(legacySse)] as [string, McpRoute[]]] : [],
    ];
  }
}

/** A route under its id, which does not follow the path. */
type McpRoute = [id: string, path: string, method: apigwv2.HttpMethod];

/** Servers in Python have a slash at the end of the path for messages. */
function legacyRoutes({ path, messagesPath }: LegacySse): McpRoute[] {
  return [['Get', path, METHODS.Get], ['Post', messagesPath, METHODS.Post], ['SubpathPost', `${messagesPath}/{proxy+}`, METHODS.Post]];
}

/** The authorizer, made in this scope. */
function under(scope: Construct, authorizer: apigwv2.IHttpRouteAuthorizer): apigwv2.IHttpRouteAuthorizer {
  return { bind: ({ route }) => authorizer.bind({ route, scope }) };
}

/** Empty for the stage without a name. */
export function stagePathOf(stageName: string): string {
  return stageName === DEFAULT_STAGE ? '' : `/${stageName}`;
}

function integrationOf(target: lambda.IFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration('Integration', target, {
    scopePermissionToRoute: false, // one permission, however many routes
  });
}
