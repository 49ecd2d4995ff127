import { resolve } from 'node:path';
import { Stack, StackProps } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from 'cdk-mcp-lambda';
import { Construct } from 'constructs';

/** The MCP server of `server/`, behind a login at Amazon Cognito. */
export class ToolsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    new McpLambdaServer(this, 'Server', {
      code: McpServerCode.nodejs(resolve(__dirname, '..'), { entry: 'server/server.ts', bundle: true }),
      endpoint: McpEndpoint.httpApi({ path: '/mcp' }),
      auth: McpAuth.cognito(),
    });
  }
}
