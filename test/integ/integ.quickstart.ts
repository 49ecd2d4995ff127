/** The app of the README: an HTTP API that everybody may call. */
import { McpAuth, McpEndpoint, McpLambdaServer } from 'cdk-mcp-lambda';
import { CODE, deployed, initialize, INITIALIZED } from './support';

const here = deployed('quickstart');
const server = new McpLambdaServer(here.stack, 'Server', {
  code: CODE,
  endpoint: McpEndpoint.httpApi({ path: '/mcp' }),
  auth: McpAuth.none(),
});

initialize(here, server.url).expect(INITIALIZED);
