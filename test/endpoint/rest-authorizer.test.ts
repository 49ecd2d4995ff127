import { Template } from 'aws-cdk-lib/assertions';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../src';
import { projectWith, stackOf } from '../deploy-toml/toml-server';
import { bootstrapDirectory, existingFunction, templateWith } from '../support';

const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:authorizer';

const templateIn = (region: string, account = '123456789012') => {
  const auth = (stack: Stack) => McpAuth.lambdaAuthorizer(lambda.Function.fromFunctionArn(stack, 'Decides', ARN), { responseType: HttpLambdaResponseType.IAM });
  return templateWith((stack) => ({ auth: auth(stack), endpoint: McpEndpoint.restApi() }), { env: { region, account } });
};

const rolesToAsk = (template: Template) =>
  Object.entries(template.findResources('AWS::IAM::Role', { Properties: { Policies: [{ PolicyName: 'Invoke' }] } }));
const permissions = (template: Template) => template.findResources('AWS::Lambda::Permission', { Properties: { FunctionName: ARN } });

test('a function of the user\'s is asked by its permission in the region of the stack', () => {
  const template = templateIn('eu-central-1');
  expect(Object.values(permissions(template))).toHaveLength(1);
  expect(rolesToAsk(template)).toEqual([]);
});

// Lambda refuses a permission there: "Functions from 'eu-central-1' are not reachable in this region".
test('a function of the user\'s is asked with a role for it alone in another region, where no permission can be made', () => {
  const template = templateIn('eu-west-1');
  const [[roleId, { Properties: role }]] = rolesToAsk(template);
  expect(permissions(template)).toEqual({});
  expect(role.AssumeRolePolicyDocument.Statement).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' } }]);
  expect(role.Policies[0].PolicyDocument.Statement).toEqual([{ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: ARN }]);
  template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
    AuthorizerUri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${ARN}/invocations`,
    AuthorizerCredentials: { 'Fn::GetAtt': [roleId, 'Arn'] },
  });
  expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain('authorizer');
});

test('a function of the user\'s that a deploy.toml names is asked with a role in another region', () => {
  const { stack } = stackOf(projectWith('[server]\nname = "tools"\n[aws]\nregion = "eu-west-1"\n[api_gateway]\ntype = "rest"\n'
    + `[auth]\nprovider = "custom"\n[auth.lambda_authorizer]\nresponse_type = "iam"\nfunction_arn = "${ARN}"`));
  expect(rolesToAsk(Template.fromStack(stack))).toHaveLength(1);
  expect(permissions(Template.fromStack(stack))).toEqual({});
});

test('a function of the user\'s is left to its account where that is another', () => {
  const template = templateIn('eu-west-1', '210987654321');
  expect([permissions(template), rolesToAsk(template)]).toEqual([{}, []]);
});

test('a function of the user\'s may be made in a stack of another region, which does not need this one', () => {
  const app = new App({ treeMetadata: false });
  const account = '123456789012';
  const elsewhere = new Stack(app, 'Elsewhere', { env: { region: 'us-east-1', account } });
  const handler = existingFunction(elsewhere, { functionName: 'decides' });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1', account } });
  new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset(bootstrapDirectory()),
    auth: McpAuth.lambdaAuthorizer(handler, { responseType: HttpLambdaResponseType.IAM }),
    endpoint: McpEndpoint.restApi(),
  });
  const [[, { Properties: role }]] = rolesToAsk(Template.fromStack(stack));
  expect(JSON.stringify(role.Policies)).toContain(':lambda:us-east-1:123456789012:function:decides');
  Template.fromStack(elsewhere).resourceCountIs('AWS::Lambda::Permission', 0);
});
