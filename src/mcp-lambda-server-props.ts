import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { McpAuth } from './auth/auth';
import { McpServerCode } from './code/server-code';
import { McpDomain } from './domain/domain';
import { McpEndpoint } from './endpoint/endpoint';
import { McpNetworkOptions } from './runtime/network';
import { WebAdapter } from './runtime/web-adapter';
import { McpSecretsOptions } from './secrets/options';

/** The settings of a server that have defaults. */
export interface McpLambdaServerOptions extends McpNetworkOptions, McpSecretsOptions {
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
   * The function's memory in MB, 128 to 10240. CPU grows with it.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * How long a request may take: 1 to 900 seconds, and no longer than the endpoint waits, which is 30
   * seconds for an HTTP API.
   *
   * @default Duration.seconds(30)
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
   * How long the function's logs are kept. The log group itself outlives the stack.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/** The settings of a server. */
export interface McpLambdaServerProps extends McpLambdaServerOptions {
  /** The server's code, and how it listens. */
  readonly code: McpServerCode;

  /** Who may call the server. There is no default: public access is spelled out. */
  readonly auth: McpAuth;
}
