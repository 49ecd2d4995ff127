import { Duration } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accessLogArn, accessLogGroup, McpAccessLogOptions, REST_API_LINE } from './access-log';
import { Door, DoorMetrics, DoorShell, Publication, RouteOptions, Site } from './door';
import { LegacySse } from './legacy-sse';
import { challengeResponses, corsResponses, documentMethod, PUBLIC_CORS } from './rest-answers';
import { restAuthorizationOf } from './rest-authorizer';
import { McpUsagePlanOptions, usagePlan } from './usage-plan';
import { VpcEndpointPolicy } from './vpc-endpoint-policy';
import { McpWebAcl } from './web-acl';
import { Guard } from '../auth/guard';
import { joinPaths, sharePath } from '../private/paths';

const MCP_METHODS = ['POST', 'GET', 'DELETE'];

/** What asks who calls: each path to the server with its methods. */
export function guardedMethods({ path, legacySse }: Pick<RestApiDoorProps, 'path' | 'legacySse'>): [path: string, methods: string[]][] {
  return [[path, MCP_METHODS], ...legacySse ? [[legacySse.path, ['GET']], [legacySse.messagesPath, ['POST']]] as [string, string[]][] : []];
}

/** What API Gateway counts, and how. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
const STATISTICS = { 'Count': 'Sum', '4XXError': 'Sum', '5XXError': 'Sum', 'Latency': 'Average', 'IntegrationLatency': 'Average' };

/** What an open REST API is made from. */
export interface RestApiDoorProps {
  readonly restApi: apigateway.RestApi;

  /** Whether it is the user's: then what it answers itself and what domain leads to it is not the server's. */
  readonly shared: boolean;

  /** The host of its own URL. */
  readonly host: string;
  readonly path: string;

  /** Set where the old transport has methods of its own. */
  readonly legacySse?: LegacySse;
  readonly shell: DoorShell;
  readonly site?: Site;
  readonly stageName: string;
  readonly cors?: apigwv2.CorsPreflightOptions;
  readonly webAcl?: McpWebAcl;
  readonly usagePlan?: McpUsagePlanOptions;
  readonly accessLog?: McpAccessLogOptions;

  /** Set where the API is private, and its resource policy is not the user's. */
  readonly policy?: VpcEndpointPolicy;
}

/** A REST API that is open. */
export class RestApiDoor implements Door {
  readonly restApi?: apigateway.RestApi;
  readonly shell: DoorShell;
  readonly root: string;
  readonly apiUrl: string;
  readonly mcpUrl: string;
  readonly publicUrl: string;
  readonly share: string;
  readonly destination: Door['destination'];
  readonly metrics: DoorMetrics;
  private readonly logGroup?: logs.ILogGroup;

  /** The ARNs of methods that ask IAM. */
  private readonly signed: string[] = [];

  /** The name of the stage is a literal: its reference would depend on every method, and so on the function. */
  constructor(private readonly scope: Construct, private readonly props: RestApiDoorProps) {
    const { restApi, shared, host, path, site, stageName } = props;
    this.restApi = shared ? undefined : restApi;
    this.shell = props.shell;
    // Below a base path as below a stage: a 401 leads clients there, who would find the name's own root taken.
    this.root = site ? `${site.origin}${site.basePath}` : `https://${host}/${stageName}`;
    this.apiUrl = this.root;
    this.mcpUrl = site || path !== '/' ? `${site?.origin ?? this.root}${joinPaths(site?.basePath ?? '', path)}` : this.root;
    this.publicUrl = this.mcpUrl;
    this.share = shared ? sharePath(this.mcpUrl, this.root) : '';
    this.destination = shared ? undefined : { apiId: restApi.restApiId, stage: restApi.deploymentStage.stageName };
    this.metrics = {
      namespace: 'AWS/ApiGateway',
      dimensions: { ApiName: restApi.restApiName, Stage: stageName },
      requests: 'Count',
      clientErrors: '4XXError',
      serverErrors: '5XXError',
      latency: 'Latency',
      statistics: STATISTICS,
    };
    if (props.accessLog) {
      this.logGroup = accessLogGroup(scope, props.accessLog);
      const stage = restApi.deploymentStage.node.defaultChild as apigateway.CfnStage;
      stage.accessLogSetting = { destinationArn: accessLogArn(scope, this.logGroup), format: REST_API_LINE };
    }
    if (props.cors) {
      corsResponses(restApi, props.cors);
    }
    props.webAcl?._bind(scope, restApi.deploymentStage.stageArn);
    if (props.usagePlan) {
      usagePlan(scope, restApi.deploymentStage, props.usagePlan);
    }
  }

  /** Only the one that was asked for: without the account's role a deployment with a log fails. */
  accessLog(): logs.ILogGroup | undefined {
    return this.logGroup;
  }

  route(live: lambda.IFunction, guard: Guard, { timeout, tracing, logGroup, logRetention }: RouteOptions): void {
    this.trace(tracing);
    const integration = this.integrationOf(live, timeout);
    const { restApi, shared, policy } = this.props;
    policy?.admit(guard.kind);
    const authorization = {
      ...restAuthorizationOf(shared ? this.scope : restApi, guard, { logGroup, logRetention }), // in the user's API those of several servers would meet
      ...this.props.usagePlan && { apiKeyRequired: true },
    };
    for (const [path, methods] of guardedMethods(this.props)) {
      const resource = this.resourceAt(path);
      methods.forEach((method) => resource.addMethod(method, integration, authorization));
      if (guard.kind === 'iam') {
        this.signed.push(...methods.map((method) => restApi.arnForExecuteApi(method, path, this.props.stageName)));
      }
      this.addPreflight(resource);
    }
    for (const path of guard.kind === 'in-server' ? guard.publicPaths : []) {
      this.resourceAt(path).addMethod('ANY', integration, authorization);
    }
  }

  /** The API answers documents by itself, and says in its 401 and 403 where they are. */
  publish(_scope: Construct, publication: Publication): void {
    const asked = publication.routes.filter(({ document }) => document === undefined);
    const answering = asked.length > 0
      ? new apigateway.LambdaIntegration(publication.answering(asked), { scopePermissionToMethod: false })
      : undefined;
    for (const { path, methods, document } of publication.routes) {
      const resource = this.resourceAt(path);
      for (const method of methods.filter((one) => one !== 'Options').map((one) => one.toUpperCase())) {
        if (document === undefined) {
          resource.addMethod(method, answering, this.openToAll());
        } else {
          documentMethod(resource, method, document, this.openToAll());
        }
        this.props.policy?.allow(method, resource);
        if (resource.node.tryFindChild('OPTIONS') === undefined) { // an API of the user's may have preflights of its own
          resource.addCorsPreflight({ ...PUBLIC_CORS, allowMethods: [method, 'OPTIONS'] });
          this.props.policy?.allow('OPTIONS', resource);
        }
      }
    }
    if (!this.props.shared) { // one 401 cannot say of several servers where their documents are
      challengeResponses(this.props.restApi, publication.challenge, this.props.cors);
    }
  }

  get executeApiArn(): string | undefined {
    return this.signed.length === 0 ? undefined : this.props.restApi.arnForExecuteApi('*', this.props.path, this.props.stageName);
  }

  grantInvoke(grantee: iam.IGrantable): iam.Grant | undefined {
    return this.signed.length === 0 ? undefined : iam.Grant.addToPrincipal({ grantee, actions: ['execute-api:Invoke'], resourceArns: this.signed });
  }

  /** A stage of the user's is left as it is. */
  private trace(tracing: lambda.Tracing): void {
    if (this.restApi && tracing === lambda.Tracing.ACTIVE) {
      (this.restApi.deploymentStage.node.defaultChild as apigateway.CfnStage).tracingEnabled = true;
    }
  }

  private integrationOf(live: lambda.IFunction, timeout: Duration): apigateway.LambdaIntegration {
    return new apigateway.LambdaIntegration(live, {
      responseTransferMode: this.shell.streaming ? apigateway.ResponseTransferMode.STREAM : apigateway.ResponseTransferMode.BUFFERED,
      timeout,
      scopePermissionToMethod: false, // one permission, however many methods
    });
  }

  /** Defaults of an API of the user's may ask for a key. */
  private openToAll(): apigateway.MethodOptions {
    return { authorizationType: apigateway.AuthorizationType.NONE, ...this.props.shared && { apiKeyRequired: false } };
  }

  private resourceAt(path: string): apigateway.IResource {
    return this.props.restApi.root.resourceForPath(path);
  }

  private addPreflight(resource: apigateway.IResource): void {
    const { cors } = this.props;
    if (cors) {
      resource.addCorsPreflight({
        allowOrigins: cors.allowOrigins!,
        allowMethods: cors.allowMethods!.map(String),
        allowHeaders: cors.allowHeaders,
        exposeHeaders: cors.exposeHeaders,
        allowCredentials: cors.allowCredentials,
        maxAge: cors.maxAge,
      });
      this.props.policy?.allow('OPTIONS', resource);
    }
  }
}
