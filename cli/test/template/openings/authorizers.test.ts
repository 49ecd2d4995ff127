import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAuthorizer as CfnRestAuthorizer, CfnMethod } from 'aws-cdk-lib/aws-apigateway';
import { CfnAuthorizer, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Code, Function as LambdaFunction, IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { between, jwt, rest, Side } from './sides';
import { McpAuth, McpEndpoint, McpLambdaServer } from '../../../../src';

const decider = (stack: Stack, id: string, code = 'exports.handler = 1') =>
  new LambdaFunction(stack, id, { code: Code.fromInline(code), handler: 'index.handler', runtime: Runtime.NODEJS_22_X });

const all = (server: McpLambdaServer) => server.node.root.node.findAll();
const authorizersOf = (server: McpLambdaServer) =>
  all(server).filter((each): each is CfnAuthorizer | CfnRestAuthorizer =>
    each instanceof CfnAuthorizer || each instanceof CfnRestAuthorizer);
const guardedOf = (server: McpLambdaServer) =>
  all(server).filter((each): each is CfnRoute | CfnMethod =>
    (each instanceof CfnRoute || each instanceof CfnMethod) && each.authorizationType === 'CUSTOM');

const override = (of: (server: McpLambdaServer) => CfnResource[], property: string, value: unknown): Side['change'] =>
  (server) => of(server).forEach((each) =>
    value === undefined ? each.addPropertyDeletionOverride(property) : each.addPropertyOverride(property, value));

/** What opens, whatever it opens at. */
const opened = (before: Side, after: Side) => [...new Set(between(before, after).map((line) => line.replace(/^\S+ /, '')))];

describe.each<[string, (() => McpEndpoint) | undefined]>([['an HTTP API', undefined], ['a REST API', rest]])('a Lambda authorizer of %s', (_name, endpoint) => {
  const asking = (handler: (stack: Stack) => IFunction, change?: Side['change']): Side =>
    ({ auth: (stack) => McpAuth.lambdaAuthorizer(handler(stack), endpoint && { responseType: HttpLambdaResponseType.IAM }), endpoint, change });
  const one = (change?: Side['change']) => asking((stack) => decider(stack, 'One'), change);

  test('that asks another function lets in whom that one lets in', () => {
    expect(opened(one(), asking((stack) => decider(stack, 'Two')))).toEqual(['asks another function whom to let in, which may let in others']);
    expect(opened(one(override(authorizersOf, 'AuthorizerUri', 'arn:one')), one(override(authorizersOf, 'AuthorizerUri', 'arn:two')))).toHaveLength(1);
  });

  test('that asks the same function, or a version of it with other code, is no opening', () => {
    const version = (code: string) => asking((stack) => decider(stack, 'One', code).currentVersion);
    expect(opened(one(), one())).toEqual([]);
    expect(opened(version('exports.handler = 1'), version('exports.handler = 2'))).toEqual([]);
  });

  test('that stands in the place of another one is compared to that', () => {
    const another = (id: string): Side['change'] => (server, stack) => {
      const [authorizer] = authorizersOf(server);
      const other = new CfnResource(stack, 'Other', {
        type: authorizer.cfnResourceType, properties: { AuthorizerUri: stack.resolve(decider(stack, id).functionArn) as unknown },
      });
      override(guardedOf, 'AuthorizerId', { Ref: stack.getLogicalId(other) })!(server, stack);
    };
    expect(opened(one(another('Two')), one(another('Three')))).toEqual(['asks another function whom to let in, which may let in others']);
    expect(between(one(), one(another('Two'))).length).toBeGreaterThan(0);
  });

  test('that is made elsewhere may let in others, unless it is the same one', () => {
    const elsewhere = (id: unknown) => one(override(guardedOf, 'AuthorizerId', id));
    const may = ['asks another authorizer, which may let in others'];
    expect(opened(one(), elsewhere('abc123'))).toEqual(may);
    expect(opened(elsewhere('abc123'), one())).toEqual(may);
    expect(opened(elsewhere('abc123'), elsewhere('def456'))).toEqual(may);
    expect(opened(elsewhere({ 'Fn::GetAtt': ['Nested', 'Outputs.One'] }), elsewhere({ 'Fn::GetAtt': ['Nested', 'Outputs.Two'] }))).toEqual(may);
    expect(opened(elsewhere('abc123'), elsewhere('abc123'))).toEqual([]);
  });
});

describe('the form that tokens must have before a REST API asks its authorizer', () => {
  const fitting = (expression?: string): Side => ({ auth: jwt(), endpoint: rest, change: override(authorizersOf, 'IdentityValidationExpression', expression) });

  test.each<[string, Side, Side, string[]]>([
    ['that is asked for no more opens', fitting('^a$'), fitting(), ['takes tokens of any form; they had to fit ^a$']],
    ['that is empty is none', fitting('^a$'), fitting(''), ['takes tokens of any form; they had to fit ^a$']],
    ['that is another one opens', fitting('^a$'), fitting('.*'), ['takes tokens that fit .*; they had to fit ^a$']],
    ['that comes, or stays, is no opening', fitting(), fitting('^a$'), []],
  ])('%s', (_name, before, after, expected) => {
    expect(opened(before, after)).toEqual(expected);
    expect(opened(before, before)).toEqual([]);
  });
});

test('an authorizer that asks no more which issuer a token is of is told with the one that it asked for', () => {
  const without = override(authorizersOf, 'JwtConfiguration.Issuer', undefined);
  expect(opened({ auth: jwt() }, { auth: jwt(), change: without })).toEqual(['asks no more of which issuer tokens are; it took those of https://login.example.com']);
});
