import { App, Stack } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from 'cdk-mcp-lambda';

const ABOVE_ANY_LOAD = 10_000;

new McpLambdaServer(new Stack(new App(), 'Quickstart'), 'Server', {
  code: McpServerCode.nodejs('build', { entry: 'server.cjs' }),
  endpoint: McpEndpoint.httpApi({ path: '/mcp', throttle: { rateLimit: ABOVE_ANY_LOAD, burstLimit: ABOVE_ANY_LOAD } }),
  auth: McpAuth.none(),
  environment: { GREETING: 'Hello from AWS Lambda' },
});
