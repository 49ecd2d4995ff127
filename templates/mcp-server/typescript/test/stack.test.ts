import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ToolsStack } from '../lib/stack';

// A test of the stack needs no bundle of the server.
const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
const template = Template.fromStack(new ToolsStack(app, 'Test'));

test('nobody calls the server without a token of the login', () => {
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /mcp', AuthorizationType: 'JWT' });
  template.resourceCountIs('AWS::Cognito::UserPool', 1);
});

test('the server is told its public URL', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ MCP_PUBLIC_URL: Match.anyValue() }) },
  });
});
