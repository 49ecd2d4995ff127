import { Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accessLogArn, accessLogGroup, HTTP_API_LINE, McpAccessLogOptions } from './access-log';
import { Door, DoorMetrics, DoorShell, Publication, Site } from './door';
import { authorizationOf } from './http-authorizer';
import { Guard } from '../auth/guard';
import { joinPaths } from '../private/paths';

export const DEFAULT_STAGE = '$default';

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
  readonly httpApi: apigwv2.HttpApi;
  readonly path: string;
  readonly shell: DoorShell;
  readonly site?: Site;
  readonly stageName: string;

  /** What every stage has in common. */
  readonly stageOptions: Omit<apigwv2.HttpStageOptions, 'stageName'>;

  /** Set where there is a log from the beginning. */
  readonly accessLog?: McpAccessLogOptions;
}

/** An HTTP API that is open. */
export class HttpApiDoor implements Door {
  readonly httpApi: apigwv2.HttpApi;
  readonly shell: DoorShell;
  readonly root: string;
  readonly apiUrl: string;
  readonly mcpUrl: string;
  readonly publicUrl: string;
  readonly destination: Door['destination'];
  readonly metrics: DoorMetrics;

  /** The routes that ask IAM. */
  private readonly signedRoutes: apigwv2.HttpRoute[] = [];
  private readonly stages: apigwv2.CfnStage[] = [];
  private logGroup?: logs.ILogGroup;

  constructor(private readonly scope: Construct, private readonly props: HttpApiDoorProps) {
    const { httpApi, path, shell, site, stageName } = props;
    const { region, urlSuffix } = Stack.of(scope);
    const basePath = site?.basePath ?? shell.stagePath;
    this.httpApi = httpApi;
    this.shell = shell;
    this.root = site?.origin ?? `https://${httpApi.apiId}.execute-api.${region}.${urlSuffix}`;
    this.apiUrl = `${this.root}${basePath}`;
    this.mcpUrl = `${this.root}${joinPaths(basePath, path)}`;
    this.publicUrl = this.mcpUrl;
    this.metrics = {
      namespace: 'AWS/ApiGateway',
      dimensions: { ApiId: httpApi.apiId }, // and no stage: with discovery there may be two, and both serve
      requests: 'Count',
      clientErrors: '4xx',
      serverErrors: '5xx',
      latency: 'Latency',
      statistics: STATISTICS,
    };
    const stage = this.addStage(stageName);
    // The reference, not the name: a mapping is made after its stage.
    this.destination = { apiId: httpApi.apiId, stage: stage.ref };
    if (props.accessLog) {
      this.accessLog();
    }
  }

  accessLog(): logs.ILogGroup {
    if (this.logGroup === undefined) {
      this.logGroup = accessLogGroup(this.scope, this.props.accessLog ?? {});
      this.stages.forEach((stage) => this.letWrite(stage));
    }
    return this.logGroup;
  }

  route(live: lambda.IAlias, guard: Guard): void {
    const integration = integrationOf(live);
    const authorization = authorizationOf(guard);
    for (const [id, path] of this.routePaths()) {
      const routes = new Construct(this.scope, id);
      for (const methodId of MCP_METHODS) {
        const routeKey = apigwv2.HttpRouteKey.with(path, METHODS[methodId]);
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

  /** An HTTP API answers nothing by itself, and its 401 is fixed. */
  publish(scope: Construct, publication: Publication): void {
    const integration = integrationOf(publication.answering(publication.routes));
    for (const { id, path, methods } of publication.routes) {
      const routes = new Construct(scope, id);
      for (const methodId of methods) {
        const routeKey = apigwv2.HttpRouteKey.with(path, METHODS[methodId]);
        new apigwv2.HttpRoute(routes, methodId, { httpApi: this.httpApi, routeKey, integration, authorizer: new apigwv2.HttpNoneAuthorizer() });
      }
    }
    const { site, stageName } = this.props;
    if (site === undefined && stageName !== DEFAULT_STAGE) {
      this.addStage(DEFAULT_STAGE); // the one stage that stands at the root of the origin
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
   * `$default` has an id of its own: with one id for both, a named stage that comes with a `$default`
   * beside it would make a second one before the first is deleted.
   */
  private addStage(stageName: string): apigwv2.CfnStage {
    const added = this.httpApi.addStage(stageName === DEFAULT_STAGE ? 'Stage' : 'NamedStage', { ...this.props.stageOptions, stageName });
    const stage = added.node.defaultChild as apigwv2.CfnStage;
    this.stages.push(stage);
    this.letWrite(stage);
    return stage;
  }

  /** Has the stage write to the access log, where there is one. */
  private letWrite(stage: apigwv2.CfnStage): void {
    stage.accessLogSettings = this.logGroup && { destinationArn: accessLogArn(this.scope, this.logGroup), format: HTTP_API_LINE };
  }

  /**
   * A route key cannot end with a slash. The greedy route is the one that answers `/mcp/`; what else
   * it lets through is the server's to refuse.
   */
  private routePaths(): [id: string, path: string][] {
    const { path } = this.props;
    return path === '/' ? [['Routes', '/']] : [['Routes', path], ['SubpathRoutes', `${path}/{proxy+}`]];
  }
}

function integrationOf(target: lambda.IFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration('Integration', target, {
    scopePermissionToRoute: false, // one permission, however many routes
  });
}
