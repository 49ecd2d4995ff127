import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Door, DoorMetrics, DoorShell } from './door';
import { Guard } from '../auth/guard';
import { McpLambdaError } from '../private/errors';

/** What Lambda counts at its URLs, and how. @see https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html */
const STATISTICS = { UrlRequestCount: 'Sum', Url4xxCount: 'Sum', Url5xxCount: 'Sum', UrlRequestLatency: 'Average' };

/** What a function URL is made from. */
export interface FunctionUrlDoorProps {
  readonly path: string;
  readonly shell: DoorShell;
  readonly cors?: lambda.FunctionUrlCorsOptions;
  readonly invokeMode: lambda.InvokeMode;
}

/** A function URL: it is made with its route, as it stands on the alias itself. */
export class FunctionUrlDoor implements Door {
  readonly shell: DoorShell;
  readonly share = '';
  private url?: lambda.FunctionUrl;
  private functionName = '';

  constructor(private readonly scope: Construct, private readonly props: FunctionUrlDoorProps) {
    this.shell = props.shell;
  }

  route(live: lambda.IAlias, guard: Guard): void {
    this.functionName = live.version.lambda.functionName;
    this.url = new lambda.FunctionUrl(this.scope, 'FunctionUrl', {
      function: live,
      authType: authTypeOf(this.scope, guard),
      cors: this.props.cors,
      invokeMode: this.props.invokeMode,
    });
  }

  get functionUrl(): lambda.FunctionUrl {
    if (this.url === undefined) {
      throw new McpLambdaError(this.scope, {
        setting: 'endpoint', given: 'a function URL before it leads to its function', expected: 'its URL to be part of nothing that the function is made from',
      });
    }
    return this.url;
  }

  get apiUrl(): string {
    return this.functionUrl.url;
  }

  /** Lambda gives the URL with a slash at its end. */
  get mcpUrl(): string {
    return `${this.apiUrl}${this.props.path.slice(1)}`;
  }

  get root(): string {
    return this.apiUrl;
  }

  get metrics(): DoorMetrics {
    return {
      namespace: 'AWS/Lambda',
      dimensions: { FunctionName: this.functionName },
      requests: 'UrlRequestCount',
      clientErrors: 'Url4xxCount',
      serverErrors: 'Url5xxCount',
      latency: 'UrlRequestLatency',
      statistics: STATISTICS,
    };
  }

  /** It writes none; what it throttles is what Lambda throttles. */
  accessLog(): undefined {
    return undefined;
  }

  publish(): void {
    throw new McpLambdaError(this.scope, {
      setting: 'endpoint', given: 'a function URL', expected: 'an API, which has routes for what clients ask before they have a token',
    });
  }

  grantInvoke(grantee: iam.IGrantable): iam.Grant | undefined {
    return this.functionUrl.authType === lambda.FunctionUrlAuthType.AWS_IAM ? this.functionUrl.grantInvokeUrl(grantee) : undefined;
  }
}

/** A guard that it does not know must not leave an open URL. */
function authTypeOf(scope: Construct, guard: Guard): lambda.FunctionUrlAuthType {
  switch (guard.kind) {
    case 'none':
    case 'in-server':
      return lambda.FunctionUrlAuthType.NONE;
    case 'iam':
      return lambda.FunctionUrlAuthType.AWS_IAM;
    default:
      throw new McpLambdaError(scope, {
        setting: 'auth', given: `${guard.kind} at a function URL, which cannot check such callers`, expected: 'McpEndpoint.httpApi(…) or McpEndpoint.restApi(…)',
      });
  }
}
