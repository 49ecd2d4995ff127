import { Fn, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, IConstruct } from 'constructs';
import { McpLambdaError, show } from './private/errors';

/** `arn:aws:lambda:eu-central-1:123456789012:function:tools:live`, from its colons on. */
const [REGION, ACCOUNT, FUNCTION_NAME, ALIAS_NAME, PARTS] = [3, 4, 6, 7, 8];

/** An MCP server on AWS Lambda: one that this app makes, or one that exists. */
export interface IMcpLambdaServer extends IConstruct {
  /** The URL of the MCP endpoint, to give to a client. */
  readonly url: string;

  /** The ARN of the live alias: of the function, with the alias at its end. */
  readonly aliasArn: string;

  /**
   * Lets the grantee call the server, with `McpAuth.iam()`.
   *
   * @throws where that is not the server's auth, or not enough is known of a server of another app
   */
  grantInvoke(grantee: iam.IGrantable): iam.Grant;

  /** How often the function was invoked through the live alias: `Invocations`, as a sum. */
  metricInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Invocations that failed, which a server's 500 is not: `Errors`, as a sum. */
  metricErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** How long the function took, in milliseconds and without the start: `Duration`, as an average. */
  metricDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Invocations that Lambda refused for want of concurrency: `Throttles`, as a sum. */
  metricThrottles(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** What is known of a server that another app has deployed. */
export interface McpLambdaServerAttributes {
  /** The URL of its MCP endpoint, which its deployment prints as `McpEndpoint`. */
  readonly url: string;

  /** The ARN of its live alias: of the function, with the alias at its end. */
  readonly aliasArn: string;

  /**
   * With `McpAuth.iam()` behind an API: the ARN of its MCP path, which is `executeApiArn` of the server in its own app.
   * A function URL needs none.
   *
   * @default - `grantInvoke` is for function URLs alone, which `url` tells where it is written as text
   */
  readonly executeApiArn?: string;
}

/** It is made of what was given, and has nothing that would have to be made up. */
export class ImportedServer extends Construct implements IMcpLambdaServer {
  public readonly url: string;
  public readonly aliasArn: string;
  private readonly executeApiArn?: string;
  private readonly live: lambda.IFunction;
  private readonly counted: cloudwatch.MetricOptions;

  constructor(scope: Construct, id: string, { url, aliasArn, executeApiArn }: McpLambdaServerAttributes) {
    super(scope, id);
    const parts = Fn.split(':', aliasArn);
    const isKnown = !Token.isUnresolved(aliasArn);
    if (isKnown && parts.length !== PARTS) {
      throw new McpLambdaError(this, {
        setting: 'aliasArn', given: show(aliasArn), expected: 'the ARN of a function with its alias at the end: arn:aws:lambda:<region>:<account>:function:<name>:<alias>',
      });
    }
    this.url = url;
    this.aliasArn = aliasArn;
    this.executeApiArn = executeApiArn;
    this.live = lambda.Function.fromFunctionAttributes(this, 'Alias', { functionArn: aliasArn, skipPermissions: true }); // they are its own app's
    const name = Fn.select(FUNCTION_NAME, parts);
    this.counted = {
      dimensionsMap: { FunctionName: name, Resource: `${name}:${Fn.select(ALIAS_NAME, parts)}` },
      ...isKnown && { region: parts[REGION], account: parts[ACCOUNT] }, // else it is an export, which is of the same
    };
  }

  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    if (this.executeApiArn !== undefined) {
      return iam.Grant.addToPrincipal({ grantee, actions: ['execute-api:Invoke'], resourceArns: [this.executeApiArn, `${this.executeApiArn}/*`] });
    }
    if (this.url.includes('.lambda-url.')) {
      return this.live.grantInvokeUrl(grantee);
    }
    throw new McpLambdaError(this, {
      setting: 'grantInvoke',
      given: 'a server of another app, without executeApiArn and without the URL of a function URL as text',
      expected: 'executeApiArn in fromMcpLambdaServerAttributes(…): server.executeApiArn of its own app, which is there with McpAuth.iam()',
    });
  }

  public metricInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.live.metricInvocations({ ...this.counted, ...options });
  }

  public metricErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.live.metricErrors({ ...this.counted, ...options });
  }

  public metricDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.live.metricDuration({ ...this.counted, ...options });
  }

  public metricThrottles(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.live.metricThrottles({ ...this.counted, ...options });
  }
}
