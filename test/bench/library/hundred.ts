import { App, Stack } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from 'cdk-mcp-lambda';

const app = new App();
for (let number = 1; number <= 100; number++) {
  new McpLambdaServer(new Stack(app, `Server${number}`), 'Server', {
    code: McpServerCode.nodejs('build', { entry: 'server.cjs' }),
    endpoint: McpEndpoint.httpApi({ path: '/mcp' }),
    auth: McpAuth.none(),
    environment: { GREETING: 'Hello from AWS Lambda' },
  });
}
