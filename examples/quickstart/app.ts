import { App, Stack } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from 'cdk-mcp-lambda';

const app = new App();
const stack = new Stack(app, 'Quickstart');

new McpLambdaServer(stack, 'Server', {
  code: McpServerCode.nodejs('build', { entry: 'server.cjs' }),
  endpoint: McpEndpoint.httpApi({ path: '/mcp' }),
  auth: McpAuth.none(),
  environment: { GREETING: 'Hello from AWS Lambda' },
});
