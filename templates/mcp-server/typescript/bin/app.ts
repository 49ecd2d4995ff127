import { App, Aspects } from 'aws-cdk-lib';
import { McpRequireAuth } from 'cdk-mcp-lambda';
import { ToolsStack } from '../lib/stack';

const app = new App();
new ToolsStack(app, 'Tools');

// A server that everybody may call is an error, and not only a warning.
Aspects.of(app).add(new McpRequireAuth());
