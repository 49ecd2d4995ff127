/** Two servers at one HTTP API that is there already. */
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { McpAuth, McpEndpoint, McpLambdaServer } from 'cdk-mcp-lambda';
import { CODE, deployed, initialize, INITIALIZED } from './support';

const here = deployed('on-http-api');
const api = new apigwv2.HttpApi(here.stack, 'Api');
for (const name of ['one', 'two']) {
  const server = new McpLambdaServer(here.stack, name, {
    code: CODE,
    endpoint: McpEndpoint.onHttpApi(api, { path: `/${name}/mcp` }),
    auth: McpAuth.none(),
  });
  initialize(here, server.url).expect(INITIALIZED);
}
