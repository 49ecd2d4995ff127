import { App, Duration, Stack } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from 'cdk-mcp-lambda';

const app = new App();
const stack = new Stack(app, 'Streaming');

new McpLambdaServer(stack, 'Server', {
  code: McpServerCode.nodejs('build', { entry: 'server.cjs' }),
  endpoint: McpEndpoint.restApi(),
  auth: McpAuth.none(),
  timeout: Duration.minutes(5),
});
