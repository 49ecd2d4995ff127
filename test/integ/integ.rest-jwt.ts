/** A REST API that streams, and lets in who has a token: nobody, as these tests have none of the issuer's. */
import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { Duration } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer } from 'cdk-mcp-lambda';
import { CODE, deployed, initialize, refused } from './support';

const ISSUER = 'https://token.actions.githubusercontent.com';

const here = deployed('rest-jwt');
const server = new McpLambdaServer(here.stack, 'Server', {
  code: CODE,
  endpoint: McpEndpoint.restApi({ stageName: 'prod' }),
  auth: McpAuth.jwt({ issuer: ISSUER, scopes: ['mcp/use'] }),
  timeout: Duration.minutes(5),
});

initialize(here, server.url).expect(refused(401));
initialize(here, server.url, { authorization: 'Bearer no.token.of-theirs' }).expect(refused(403));

const documentUrl = server.url.replace('/prod/mcp', '/prod/.well-known/oauth-protected-resource/prod/mcp');
here.integ.assertions.httpApiCall(documentUrl, { method: 'GET' }).expect(ExpectedResult.objectLike({ status: 200, body: { authorization_servers: [ISSUER] } }));
