import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Door } from './endpoint/door';

/** What a deploy prints, and what the command line reads. */
export function outputs(scope: Construct, door: Pick<Door, 'apiUrl' | 'mcpUrl'>): void {
  new CfnOutput(scope, 'ApiEndpoint', { description: 'The URL of the API', value: door.apiUrl });
  new CfnOutput(scope, 'McpEndpoint', { description: 'The MCP endpoint, to give to a client', value: door.mcpUrl });
}
