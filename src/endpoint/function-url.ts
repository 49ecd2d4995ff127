import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { McpCors } from './cors';
import { Door, DoorShell, EndpointFacts, EndpointStrategy } from './door';
import { FunctionUrlDoor } from './function-url-door';
import { factOf } from '../private/tokens';

/** Options of `McpEndpoint.functionUrl`. */
export interface McpFunctionUrlOptions {
  /**
   * The public path of the MCP endpoint: segments of letters, digits and `-._~`, without a slash at the
   * end. A function URL has no routes: requests to every path reach the server, which refuses the others.
   *
   * @default '/mcp'
   */
  readonly path?: string;

  /**
   * Which web pages may call the server.
   *
   * @default McpCors.allow()
   */
  readonly cors?: McpCors;

  /**
   * Whether an answer is passed on as the server writes it, up to 200 MB, such as server-sent events with
   * progress; else it is passed on as a whole, up to 6 MB.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
   * @default true
   */
  readonly streaming?: boolean;
}

/** The URL ends a request with the function's own timeout, which is at most this. */
const TIMEOUT_SECONDS = 900;

export class FunctionUrlEndpoint implements EndpointStrategy {
  readonly path: string;
  readonly cors: McpCors;
  private readonly streaming: boolean;

  constructor(options: McpFunctionUrlOptions) {
    this.path = options.path ?? '/mcp';
    this.cors = options.cors ?? McpCors.allow();
    this.streaming = options.streaming ?? true;
  }

  describe(): EndpointFacts {
    return {
      call: 'McpEndpoint.functionUrl({ … })',
      guards: ['none', 'iam', 'in-server'],
      simpleResponses: false,
      takesDomain: false,
      path: factOf(this.path),
      pathHasSlash: this.path.startsWith('/'),
      literalPaths: false,
      shell: this.shell(),
      hidesRoot: false,
      cors: this.cors._describe(),
      origins: { patterns: false, anyBesideOthers: true },
      timeoutSeconds: TIMEOUT_SECONDS,
    };
  }

  open(scope: Construct): Door {
    return new FunctionUrlDoor(scope, {
      path: this.path,
      shell: this.shell(),
      cors: corsOf(this.cors),
      invokeMode: this.streaming ? lambda.InvokeMode.RESPONSE_STREAM : lambda.InvokeMode.BUFFERED,
    });
  }

  private shell(): DoorShell {
    return { stagePath: '', eventPath: this.path, eventPathsDocumented: true, streaming: this.streaming };
  }
}

/** Lambda allows no OPTIONS in the list, which a preflight needs no permission for. */
function corsOf(cors: McpCors): lambda.FunctionUrlCorsOptions | undefined {
  const options = cors._bind();
  return options && {
    allowedOrigins: options.allowOrigins,
    allowedMethods: options.allowMethods!.filter((method) => String(method) !== 'OPTIONS').map((method) => String(method) as lambda.HttpMethod),
    allowedHeaders: options.allowHeaders,
    exposedHeaders: options.exposeHeaders,
    allowCredentials: options.allowCredentials,
    maxAge: options.maxAge,
  };
}
