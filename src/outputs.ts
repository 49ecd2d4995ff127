import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Login } from './auth/guard';
import { BoundName } from './domain/bound-domain';
import { Door } from './endpoint/door';
import { DOMAIN_OUTPUT, MCP_OUTPUT } from './private/mcp-output';

/** What a deploy prints, and what the command line reads. */
export function outputs(scope: Construct, door: Pick<Door, 'apiUrl' | 'mcpUrl'>, login?: Login, domain?: BoundName): void {
  new CfnOutput(scope, 'ApiEndpoint', { description: 'The URL of the API', value: door.apiUrl });
  new CfnOutput(scope, MCP_OUTPUT.id, { description: MCP_OUTPUT.description, value: door.mcpUrl });
  if (login) {
    new CfnOutput(scope, 'UserPoolId', { description: 'The user pool, to which users are invited', value: login.userPool.userPoolId });
    new CfnOutput(scope, 'ClientId', { description: 'The OAuth client id, for clients that ask for one', value: login.userPoolClient.userPoolClientId });
  }
  if (domain?.recordTarget) {
    new CfnOutput(scope, DOMAIN_OUTPUT.id, { description: DOMAIN_OUTPUT.description, value: domain.recordTarget });
  }
}
