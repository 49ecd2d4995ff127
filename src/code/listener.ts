import { Duration } from 'aws-cdk-lib';
import { Fact, factOf, secondsOf } from '../private/tokens';

/** How the server listens. Every kind of server code takes these. */
export interface McpServerCodeOptions {
  /**
   * The TCP port on which the server listens for HTTP, 1024 to 65535 without 9001, which belongs to
   * Lambda. The server finds it in the environment variables `PORT` and `AWS_LWA_PORT`.
   *
   * @see https://github.com/aws/aws-lambda-web-adapter
   * @default 8080
   */
  readonly port?: number;

  /**
   * The path on which the server itself answers MCP requests. The endpoint's `path` must end with it:
   * what stands before is removed from each request. With `/` any path will do. Servers made with pmcp
   * listen on `/`.
   *
   * @default '/mcp'
   */
  readonly serverPath?: string;

  /**
   * The path that is asked until the server is ready. Every status from 100 to 499 counts as ready,
   * so that a 404 is enough.
   *
   * @default '/'
   */
  readonly readinessPath?: string;

  /**
   * How long the server may take until it listens: whole seconds from 1 to 900. Lambda gives an init
   * phase 10 seconds and names no cause when it ends it; below that, the log names a server that does
   * not listen where it should. The adapter's layer reads it from version 30 on.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
   * @default Duration.seconds(9)
   */
  readonly readinessTimeout?: Duration;
}

/** How the server listens, with every default in place. */
export interface Listener {
  readonly port: number;
  readonly serverPath: string;
  readonly readinessPath: string;
  readonly readinessTimeout: Duration;
}

/** The same as plain facts. */
export interface ListenerFacts {
  readonly port: Fact<number>;
  readonly serverPath: Fact<string>;
  readonly readinessPath: Fact<string>;
  readonly readinessSeconds: Fact<number>;
}

/** Puts the defaults in place. */
export function listenerOf(options: McpServerCodeOptions): Listener {
  return {
    port: options.port ?? 8080,
    serverPath: options.serverPath ?? '/mcp',
    readinessPath: options.readinessPath ?? '/',
    readinessTimeout: options.readinessTimeout ?? Duration.seconds(9),
  };
}

export function describeListener(listener: Listener): ListenerFacts {
  return {
    port: factOf(listener.port),
    serverPath: factOf(listener.serverPath),
    readinessPath: factOf(listener.readinessPath),
    readinessSeconds: secondsOf(listener.readinessTimeout),
  };
}
