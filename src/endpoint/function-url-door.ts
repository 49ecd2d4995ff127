import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Door, DoorShell } from './door';
import { Guard } from '../auth/guard';
import { McpLambdaError } from '../private/errors';

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

  constructor(private readonly scope: Construct, private readonly props: FunctionUrlDoorProps) {
    this.shell = props.shell;
  }

  route(live: lambda.IAlias, guard: Guard): void {
    this.url = new lambda.FunctionUrl(this.scope, 'FunctionUrl', {
      function: live,
      authType: authTypeOf(this.scope, guard),
      cors: this.props.cors,
      invokeMode: this.props.invokeMode,
    });
  }

  get functionUrl(): lambda.FunctionUrl {
    if (this.url === undefined) {
      throw new McpLambdaError(this.scope, 'endpoint: a function URL is known only once it leads to its function, and cannot be part of what that is made from');
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

  publish(): void {
    throw new McpLambdaError(this.scope, 'endpoint: a function URL has no routes for what clients ask before they have a token');
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
      throw new McpLambdaError(scope, `auth: a function URL cannot check callers by ${guard.kind}, expected McpEndpoint.httpApi(…) or McpEndpoint.restApi(…)`);
  }
}
