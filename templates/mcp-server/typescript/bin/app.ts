import { App, Aspects } from 'aws-cdk-lib';
import { McpRequireAuth } from 'cdk-mcp-lambda';
import { ToolsStack } from '../lib/stack';

const app = new App();
new ToolsStack(app, 'Tools', {
  // The account and region of the CDK's command line: what is looked up there, such as a VPC, needs them.
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION },
});

// A server that everybody may call is an error, and not only a warning.
Aspects.of(app).add(new McpRequireAuth());
