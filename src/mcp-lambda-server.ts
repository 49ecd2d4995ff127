import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { Login } from './auth/guard';
import { discovery } from './discovery/discovery';
import { Door } from './endpoint/door';
import { McpLambdaServerProps } from './mcp-lambda-server-props';
import { outputs } from './outputs';
import { McpLambdaError } from './private/errors';
import { serverFunction } from './runtime/server-function';
import { withDefaults } from './settings';
import { describe } from './validation/plan';
import { report } from './validation/report';
import { rules } from './validation/rules';

/**
 * An MCP server on AWS Lambda: any server that speaks HTTP (Streamable HTTP, stateless), behind a
 * front door, with the Lambda Web Adapter between them.
 *
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/transports
 *
 * @example
 * declare const stack: Stack;
 * new McpLambdaServer(stack, 'Server', {
 *   code: McpServerCode.asset('target/lambda/my-server', { serverPath: '/' }),
 *   auth: McpAuth.none(),
 * });
 */
@propertyInjectable
export class McpLambdaServer extends Construct implements iam.IGrantable {
  /** Identifies this class to CDK's property injectors. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-mcp-lambda.McpLambdaServer';

  /** The URL of the MCP endpoint, to give to a client. */
  public readonly url: string;

  /** The function that runs the server. */
  public readonly function: lambda.Function;

  /** The alias behind the endpoint, on the function's current version. */
  public readonly alias: lambda.Alias;

  /** Where the function logs. */
  public readonly logGroup: logs.LogGroup;

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

  /** The function's role. */
  public readonly grantPrincipal: iam.IPrincipal;

  private readonly auth: string;
  private readonly door: Door;
  private readonly login?: Login;

  constructor(scope: Construct, id: string, props: McpLambdaServerProps) {
    super(scope, id);
    const settings = withDefaults(this, props);

    const plan = describe(this, settings);
    report(this, rules(plan));

    const domain = settings.domain?._bind(this);
    const door = settings.endpoint._open(this, domain?.site);
    this.logGroup = new logs.LogGroup(this, 'LogGroup', { retention: settings.logRetention });
    this.function = serverFunction(this, 'Function', { ...settings, door, logGroup: this.logGroup });
    this.alias = new lambda.Alias(this, 'Alias', { aliasName: settings.aliasName, version: this.function.currentVersion });
    const guard = settings.auth._bind(this, door);
    door.route(this.alias, guard, settings);
    discovery(this, 'Discovery', { door, guard, logRetention: settings.logRetention });
    domain?.map(door);
    outputs(this, door, guard.login, domain);

    this.url = door.mcpUrl;
    this.httpApi = door.httpApi;
    this.restApi = door.restApi;
    this.functionUrl = door.functionUrl;
    this.domainName = domain?.domainName;
    this.publicAccess = plan.auth.publicAccess;
    this.auth = plan.auth.call;
    this.door = door;
    this.login = guard.login;
    this.grantPrincipal = this.function.grantPrincipal;
    this.node.defaultChild = this.function;
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
      throw new McpLambdaError(this, `grantInvoke: got a server with ${this.auth}, expected McpAuth.iam(), the one auth that asks for permissions`);
    }
    return grant;
  }
}
