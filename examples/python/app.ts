import { App, Stack } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from 'cdk-mcp-lambda';

const app = new App();
const stack = new Stack(app, 'Python');

new McpLambdaServer(stack, 'Server', {
  code: McpServerCode.python('build', { entry: 'server.py' }),
  endpoint: McpEndpoint.httpApi({ path: '/mcp' }),
  auth: McpAuth.none(),
  architecture: process.env.ARCHITECTURE === 'x86_64' ? Architecture.X86_64 : Architecture.ARM_64,
  memorySize: 512, // the imports take most of a cold start, and CPU grows with memory
  environment: { GREETING: 'Hello from AWS Lambda' },
});
