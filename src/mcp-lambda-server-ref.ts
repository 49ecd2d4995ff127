import { Construct, IConstruct } from 'constructs';

/** An MCP server on AWS Lambda: one that this app makes, or one that exists. */
export interface IMcpLambdaServer extends IConstruct {
  /** The URL of the MCP endpoint, to give to a client. */
  readonly url: string;

  /** The ARN of the live alias: of the function, with the alias at its end. */
  readonly aliasArn: string;
}

/** What is known of a server that another app has deployed. */
export interface McpLambdaServerAttributes {
  /** The URL of its MCP endpoint, which its deployment prints as `McpEndpoint`. */
  readonly url: string;

  /** The ARN of its live alias: of the function, with the alias at its end. */
  readonly aliasArn: string;
}

/** It is made of what was given, and has nothing that would have to be made up. */
export class ImportedServer extends Construct implements IMcpLambdaServer {
  public readonly url: string;
  public readonly aliasArn: string;

  constructor(scope: Construct, id: string, { url, aliasArn }: McpLambdaServerAttributes) {
    super(scope, id);
    this.url = url;
    this.aliasArn = aliasArn;
  }
}
