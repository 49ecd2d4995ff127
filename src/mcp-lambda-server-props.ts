import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { McpAuth } from './auth/auth';
import { McpServerCode } from './code/server-code';
import { McpDomain } from './domain/domain';
import { McpEndpoint } from './endpoint/endpoint';
import { McpObservabilityOptions } from './observability/options';
import { McpFunctionOptions } from './runtime/function-options';
import { McpNetworkOptions } from './runtime/network';
import { McpScalingOptions } from './runtime/scaling-options';
import { WebAdapter } from './runtime/web-adapter';
import { McpSecretsOptions } from './secrets/options';

/** The settings of a server that have defaults. */
export interface McpLambdaServerOptions extends McpFunctionOptions, McpScalingOptions, McpNetworkOptions, McpSecretsOptions {
  /**
   * The front door.
   *
   * @default McpEndpoint.httpApi()
   */
  readonly endpoint?: McpEndpoint;

  /**
   * A domain name of yours. The public URL, which the server and its clients are told, is then made
   * from it.
   *
   * @default - the name that API Gateway makes up
   */
  readonly domain?: McpDomain;

  /**
   * The function's memory in MB, 128 to 10240. CPU grows with it, and a cold start is mostly CPU: so
   * the default is what the start of such a server needs.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   * @default - by the kind of code: 256 for a compiled server, 512 for Node.js, 1024 for Python and for images
   */
  readonly memorySize?: number;

  /**
   * How long a request may take: 1 to 900 seconds, and no longer than the endpoint waits, which is 30
   * seconds for an HTTP API.
   *
   * @default - 30 seconds; what the endpoint waits where that is less, as the 29 seconds of a REST API that does not stream, and where the
   * function exists, which ends by itself
   */
  readonly timeout?: Duration;

  /**
   * The function's processor.
   *
   * @default lambda.Architecture.ARM_64
   */
  readonly architecture?: lambda.Architecture;

  /**
   * Environment variables for the server, 4 KB with their names. Not for secrets, for which there is
   * `secrets`: whoever may read the function's configuration can read these.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   * @default {}
   */
  readonly environment?: Record<string, string>;

  /**
   * Where the Lambda Web Adapter comes from.
   *
   * @default WebAdapter.layer()
   */
  readonly adapter?: WebAdapter;

  /**
   * The name of the alias behind the endpoint.
   *
   * @default 'live'
   */
  readonly aliasName?: string;

  /**
   * How long the function's logs are kept. The log group itself outlives the stack. Not together with
   * `logGroup`, which has its own.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Whether AWS X-Ray traces the function: `ACTIVE` samples requests by itself, `PASS_THROUGH` follows
   * who calls. The role may then send traces, which can be allowed for all resources alone. With `ACTIVE` a REST API
   * traces from its stage on; an HTTP API is not traced.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   * @default lambda.Tracing.DISABLED
   */
  readonly tracing?: lambda.Tracing;

  /**
   * Alarms and a dashboard.
   *
   * @default - none
   */
  readonly observability?: McpObservabilityOptions;
}

/** The settings of a server. */
export interface McpLambdaServerProps extends McpLambdaServerOptions {
  /** The server's code, and how it listens. */
  readonly code: McpServerCode;

  /** Who may call the server. There is no default: public access is spelled out. */
  readonly auth: McpAuth;
}

/** What an app says instead of its `deploy.toml`. Variables and secrets are added to those of the file. */
export interface McpDeployTomlOverrides extends McpLambdaServerOptions {
  /**
   * The server's code.
   *
   * @default - what `[build]` says
   */
  readonly code?: McpServerCode;

  /**
   * Who may call the server.
   *
   * @default - what `[auth]` says
   */
  readonly auth?: McpAuth;

  /**
   * The environment of the file: `staging` lays `[env.staging.lambda]` over `[lambda]`, and so on with each table.
   *
   * @default - the value of the context key `mcp-lambda:env`, or none
   */
  readonly environmentName?: string;
}
