import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import { McpLambdaServer } from 'cdk-mcp-lambda';
import { Construct } from 'constructs';

export interface ServerStackProps extends StackProps {
  /** The path of the file that says what is deployed. */
  readonly deployToml: string;
}

/** The MCP server of .pmcp/deploy.toml, which is read at each synthesis: change the server there, and add resources here. */
export class ServerStack extends Stack {
  constructor(scope: Construct, id: string, props: ServerStackProps) {
    super(scope, id, props);

    const server = McpLambdaServer.fromDeployToml(this, 'Server', props.deployToml);

    // The server's own outputs carry its construct's id; these have names to look them up by.
    for (const name of ['ApiEndpoint', 'McpEndpoint']) {
      new CfnOutput(this, name, { value: (server.node.findChild(name) as CfnOutput).value });
    }
  }
}
