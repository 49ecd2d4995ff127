import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { Login } from './auth/guard';
import { discovery } from './discovery/discovery';
import { Door } from './endpoint/door';
import { McpDeployTomlOverrides, McpLambdaServerProps } from './mcp-lambda-server-props';
import { IMcpLambdaServer, ImportedServer, McpLambdaServerAttributes } from './mcp-lambda-server-ref';
import { ServerMetrics } from './observability/metrics';
import { observability } from './observability/observability';
import { outputs } from './outputs';
import { underRequirements } from './platform/requirements';
import { McpLambdaError } from './private/errors';
import { liveAlias } from './runtime/live-alias';
import { serverLogGroup } from './runtime/log-group';
import { serverFunction } from './runtime/server-function';
import { withDefaults } from './settings';
import { describe, planOfBuilt } from './validation/plan';
import { report } from './validation/report';
import { BUILT_CODE_RULES, rules } from './validation/rules';

/**
 * An MCP server on AWS Lambda: any server that speaks HTTP (Streamable HTTP, stateless), behind a
 * front door, with the Lambda Web Adapter between them.
 *
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/transports
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { McpAuth, McpLambdaServer, McpServerCode } from 'cdk-mcp-lambda';
 *
 * declare const stack: Stack;
 *
 * new McpLambdaServer(stack, 'Server', {
 *   code: McpServerCode.asset('target/lambda/my-server', { serverPath: '/' }),
 *   auth: McpAuth.none(),
 * });
 */
@propertyInjectable
export class McpLambdaServer extends Construct implements IMcpLambdaServer, iam.IGrantable, ec2.IConnectable {
  /** Identifies this class to CDK's property injectors. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-mcp-lambda.McpLambdaServer';

  /**
   * A server that another app has deployed. Nothing is made, and nothing of it can be changed.
   *
   * @param attrs what is known of it
   */
  public static fromMcpLambdaServerAttributes(scope: Construct, id: string, attrs: McpLambdaServerAttributes): IMcpLambdaServer {
    return new ImportedServer(scope, id, attrs);
  }

  /**
   * A server as a `deploy.toml` describes it: every edit of the file takes effect at the next synthesis. The function
   * has the name that `DeployConfig` has for the stack.
   *
   * @param path the file, relative to the process's working directory or absolute
   * @param overrides what the app says instead of the file
   * @throws with one line for each mistake in the file, each with file, line and key
   * @see https://github.com/cdk-mcp-lambda/cdk-mcp-lambda/blob/main/docs/deploy-toml.md
   */
  public static fromDeployToml(scope: Construct, id: string, path: string, overrides: McpDeployTomlOverrides = {}): McpLambdaServer {
    // Loaded here: most apps have no such file, and should not wait for what reads one.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { serverFromToml } = require('./deploy-toml/server-from-toml') as typeof import('./deploy-toml/server-from-toml');
    return serverFromToml(scope, id, { path, overrides, make: (props) => new McpLambdaServer(scope, id, props) });
  }

  /** The URL of the MCP endpoint, to give to a client. */
  public readonly url: string;

  /** The function that runs the server. */
  public readonly function: lambda.Function;

  /** The alias behind the endpoint, on the function's current version. */
  public readonly alias: lambda.Alias;

  /** Where the function logs. */
  public readonly logGroup: logs.ILogGroup;

  /** The HTTP API that is made for the server; unset with another endpoint, and on an API that you have. */
  public readonly httpApi?: apigwv2.HttpApi;

  /** The REST API that is made for the server; unset with another endpoint, and on an API that you have. */
  public readonly restApi?: apigateway.RestApi;

  /** The function URL, where the endpoint is one. */
  public readonly functionUrl?: lambda.FunctionUrl;

  /** The domain name in API Gateway, with `domain`. */
  public readonly domainName?: apigwv2.IDomainName;

  /**
   * Whether the endpoint lets everybody who knows the URL through to the server: with `McpAuth.none()`,
   * and with `McpAuth.inServer(…)`, where the server alone can refuse.
   */
  public readonly publicAccess: boolean;

  /** The alarms on the server, with `observability.alarms`. */
  public readonly alarms: cloudwatch.Alarm[];

  /** The dashboard, with `observability.dashboard`: more can be added to it. */
  public readonly dashboard?: cloudwatch.Dashboard;

  /** The function's role. */
  public readonly grantPrincipal: iam.IPrincipal;

  private readonly inVpc: boolean;
  private readonly auth: string;
  private readonly door: Door;
  private readonly login?: Login;
  private readonly metrics: ServerMetrics;

  constructor(scope: Construct, id: string, props: McpLambdaServerProps) {
    super(scope, id);
    const settings = withDefaults(this, props);

    const plan = describe(this, settings);
    report(this, rules(plan));

    const domain = settings.domain?._bind(this);
    const door = settings.endpoint._open(this, domain?.site);
    const code = settings.code._bind(this, settings.architecture);
    this.logGroup = serverLogGroup(this, 'LogGroup', { ...settings, code });
    this.function = serverFunction(this, 'Function', { ...settings, code, listener: settings.code._listener(), door, logGroup: this.logGroup });
    report(this, rules(planOfBuilt(plan, code.built?.()), BUILT_CODE_RULES));
    this.alias = liveAlias(this, 'Alias', { ...settings, version: this.function.currentVersion });
    const guard = settings.auth._bind(this, door);
    door.route(this.alias, guard, settings);
    discovery(this, 'Discovery', { ...settings, door, guard });
    domain?.map(door);
    this.metrics = new ServerMetrics(this.alias, door.metrics);
    const watch = observability(this, 'Observability', {
      options: settings.observability, function: this.function, metrics: this.metrics, logGroup: this.logGroup, door,
    });
    outputs(this, door, guard.login, domain);
    underRequirements(this);

    this.url = door.mcpUrl;
    this.httpApi = door.httpApi;
    this.restApi = door.restApi;
    this.functionUrl = door.functionUrl;
    this.domainName = domain?.domainName;
    this.publicAccess = plan.auth.publicAccess;
    this.alarms = watch.alarms;
    this.dashboard = watch.dashboard;
    this.inVpc = this.function.isBoundToVpc;
    this.auth = plan.auth.call;
    this.door = door;
    this.login = guard.login;
    this.grantPrincipal = this.function.grantPrincipal;
    this.node.defaultChild = this.function;
  }

  /** The ARN of the live alias: of the function, with the alias at its end. */
  public get aliasArn(): string {
    return this.alias.functionArn;
  }

  /**
   * The ARN of the MCP path for callers, with `McpAuth.iam()` on an API: `fromMcpLambdaServerAttributes` takes it, for
   * apps that call the server. Unset with any other auth and with a function URL.
   */
  public get executeApiArn(): string | undefined {
    return this.door.executeApiArn;
  }

  /**
   * What the server may connect to: `server.connections.allowTo(database, ec2.Port.tcp(5432))`.
   *
   * @throws without a `vpc`, where there is nothing to allow
   */
  public get connections(): ec2.Connections {
    if (!this.inVpc) {
      throw new McpLambdaError(this, {
        setting: 'connections', given: 'a server without a vpc', expected: 'vpc to be set: only in a VPC does the server have security groups',
      });
    }
    return this.function.connections;
  }

  /** The user pool at which callers log in, with `McpAuth.cognito` and `McpAuth.userPool`. */
  public get userPool(): cognito.IUserPool | undefined {
    return this.login?.userPool;
  }

  /** The pool's client for interactive MCP clients: the first one, where the pool was given. */
  public get userPoolClient(): cognito.IUserPoolClient | undefined {
    return this.login?.userPoolClient;
  }

  /** The pool's client for programs, with `McpAuth.cognito({ machineClient: true })`. */
  public get machineClient(): cognito.IUserPoolClient | undefined {
    return this.login?.machineClient;
  }

  /**
   * Lets the grantee call the server, with `McpAuth.iam()`.
   *
   * @throws with any other auth, which asks for no permission
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    const grant = this.door.grantInvoke(grantee);
    if (grant === undefined) {
      throw new McpLambdaError(this, {
        setting: 'grantInvoke', given: `a server with ${this.auth}`, expected: 'McpAuth.iam(), the one auth that asks for permissions',
      });
    }
    return grant;
  }

  /**
   * A metric by AWS's own name: of the endpoint (`Count`, `4xx`, `5xx`, `Latency`), where it has one of
   * that name, or of the function behind the live alias (`Invocations`, `ProvisionedConcurrencyUtilization`).
   * The statistic is the one that the name asks for: the sum of a count, the average of a time, the maximum
   * of what happens at once.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
   */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.metric(metricName, options);
  }

  /** How often the function was invoked through the live alias: `Invocations`, as a sum. */
  public metricInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Invocations', options);
  }

  /** Invocations that failed, which a server's 500 is not: `Errors`, as a sum. */
  public metricErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Errors', options);
  }

  /** How long the function took, in milliseconds and without the start: `Duration`, as an average. */
  public metricDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Duration', options);
  }

  /** Invocations that Lambda refused for want of concurrency: `Throttles`, as a sum. */
  public metricThrottles(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Throttles', options);
  }

  /** How many requests the whole function has handled at once: `ConcurrentExecutions`, as a maximum. */
  public metricConcurrentExecutions(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.concurrentExecutions(options);
  }

  /** Requests to the endpoint, refused ones included: `Count` of an HTTP API, as a sum. */
  public metricRequests(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.requests(options);
  }

  /** Requests that were answered with 400 to 499: `4xx` of an HTTP API, as a sum. */
  public metricClientErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.clientErrors(options);
  }

  /** Requests that were answered with 500 and above: `5xx` of an HTTP API, as a sum. */
  public metricServerErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.serverErrors(options);
  }

  /** From a request to its whole answer, in milliseconds: `Latency` of an HTTP API, as an average. */
  public metricLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.latency(options);
  }
}
