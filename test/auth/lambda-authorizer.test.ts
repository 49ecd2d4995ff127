import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpLambdaAuthorizerOptions, McpLambdaServer, McpServerCode } from '../../src';
import { bootstrapDirectory } from '../support';

function templateOf(options: McpLambdaAuthorizerOptions = {}): Template {
  const stack = new Stack();
  const handler = new lambda.Function(stack, 'Check', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => ({ isAuthorized: false })'),
  });
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.lambdaAuthorizer(handler, options) });
  return Template.fromStack(stack);
}

test('the function is asked on every route to the server, and answers in the simple format', () => {
  const template = templateOf();
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'REQUEST',
    AuthorizerPayloadFormatVersion: '2.0',
    EnableSimpleResponses: true,
    IdentitySource: ['$request.header.Authorization'],
    AuthorizerResultTtlInSeconds: 300,
  });
  for (const path of ['/mcp', '/mcp/{proxy+}']) {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: `POST ${path}`, AuthorizationType: 'CUSTOM', AuthorizerId: Match.anyValue() });
  }
});

test('this API alone may ask the function', () => {
  templateOf().hasResourceProperties('AWS::Lambda::Permission', {
    FunctionName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Check'), 'Arn'] },
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^ServerHttpApi') }, '/authorizers/'])] },
  });
});

test('credentials may stand elsewhere, and answers may be kept for another time', () => {
  templateOf({ identitySource: ['$request.header.X-Api-Key'], resultsCacheTtl: Duration.seconds(0) }).hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    IdentitySource: ['$request.header.X-Api-Key'], AuthorizerResultTtlInSeconds: 0,
  });
});
