import { App, Stack } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from 'cdk-mcp-lambda';

const app = new App();
const stack = new Stack(app, 'RustPmcp');

new McpLambdaServer(stack, 'Server', {
  code: McpServerCode.asset('build', { serverPath: '/' }), // where pmcp listens
  endpoint: McpEndpoint.httpApi({ path: '/mcp' }),
  auth: McpAuth.none(),
  architecture: process.env.ARCHITECTURE === 'x86_64' ? Architecture.X86_64 : Architecture.ARM_64,
  environment: { RUST_LOG: 'info' },
});
