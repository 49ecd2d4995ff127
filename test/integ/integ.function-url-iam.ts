/** A function URL that asks for signatures, which these tests cannot make: what is behind it is asked by an invocation. */
import { ExpectedResult, Match } from '@aws-cdk/integ-tests-alpha';
import { McpAuth, McpEndpoint, McpLambdaServer } from 'cdk-mcp-lambda';
import { CODE, deployed, initialize, initializeEvent, refused } from './support';

const here = deployed('function-url-iam');
const server = new McpLambdaServer(here.stack, 'Server', {
  code: CODE,
  endpoint: McpEndpoint.functionUrl({ streaming: false }),
  auth: McpAuth.iam(),
});

initialize(here, server.url).expect(refused(403));
here.integ.assertions.invokeFunction({ functionName: server.function.functionName, payload: initializeEvent('/mcp') })
  .expect(ExpectedResult.objectLike({ Payload: Match.stringLikeRegexp('cdk-mcp-lambda-integ') }));
