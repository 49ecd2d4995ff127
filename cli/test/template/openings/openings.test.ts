import { CfnMethod } from 'aws-cdk-lib/aws-apigateway';
import { CfnAuthorizer, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { between, iam, JWT, jwt, none, rest, Side, url } from './sides';
import { McpAuth, McpEndpoint } from '../../../../src';

const about = (lines: readonly string[], pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;

test.each<[string, Side, RegExp]>([
  ['an HTTP API', { auth: jwt() }, /Routes\/\S+ asks nobody any more who is calling; it asked for JWT$/],
  ['a REST API', { auth: jwt(), endpoint: rest }, /asks nobody any more who is calling; it asked for CUSTOM$/],
  ['a function URL', { auth: iam, endpoint: url }, /asks nobody any more who is calling; it asked for AWS_IAM$/],
])('%s whose auth is taken away opens', (_name, before, expected) => {
  const found = between(before, { ...before, auth: none });
  expect(about(found, expected)).toBeGreaterThan(0);
  expect(about(found, expected)).toBe(found.length);
});

test.each<[string, Side]>([
  ['an HTTP API', { auth: none }], ['a REST API', { auth: none, endpoint: rest }], ['a function URL', { auth: none, endpoint: url }],
])('%s that is new, and asks nobody, is open', (_name, after) => {
  const found = between(undefined, after);
  expect(found.length).toBeGreaterThan(0);
  expect(about(found, /leads to the server, and asks nobody who is calling$/)).toBe(found.length);
});

test.each<[string, Side]>([
  ['with tokens, whose documents for clients anybody may read', { auth: jwt() }],
  ['with tokens at a REST API, whose preflights and documents anybody may have', { auth: jwt(), endpoint: rest }],
  ['with signatures', { auth: iam, endpoint: url }],
  ['with a user pool', { auth: () => McpAuth.cognito() }],
])('a server %s opens nothing, neither new nor as it was', (_name, guarded) => {
  expect(between(undefined, guarded)).toEqual([]);
  expect(between(guarded, guarded)).toEqual([]);
  expect(between({ ...guarded, auth: guarded.endpoint === url ? iam : none }, guarded)).toEqual([]);
});

describe.each<[string, (() => McpEndpoint) | undefined]>([['an HTTP API', undefined], ['a REST API', rest]])('tokens at %s', (_name, endpoint) => {
  const opened = (before: Partial<typeof JWT>, after: Partial<typeof JWT>) =>
    [...new Set(between({ auth: jwt(before), endpoint }, { auth: jwt(after), endpoint }).map((line) => line.replace(/^\S+ /, '')))];

  test('of another audience, with another scope, or of another issuer: each opens', () => {
    expect(opened({}, { audience: ['one', 'two'] })).toEqual(['takes tokens for the audience two, too']);
    expect(opened({}, { scopes: ['mcp/use', 'openid'] })).toEqual(['takes tokens with the scope openid, too']);
    expect(opened({}, { issuer: 'https://other.example.com' })).toEqual(['takes tokens of another issuer, https://other.example.com']);
  });

  test('of fewer audiences, or with fewer scopes of which one is needed, open nothing', () => {
    expect(opened({ audience: ['one', 'two'], scopes: ['mcp/use', 'openid'] }, {})).toEqual([]);
  });
});

describe('tokens of a user pool at a REST API', () => {
  const clients = (...ids: string[]): Side => ({
    auth: (stack) => McpAuth.userPool(UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_AbCdEf123'), {
      userPoolClients: ids.map((id) => UserPoolClient.fromUserPoolClientId(stack, id, id)),
      domainUrl: 'https://login.example.com',
      scopes: JWT.scopes,
    }),
    endpoint: rest,
  });
  const anyClient: Side = {
    ...clients('one'),
    change: (server) => server.node.findAll().filter((each): each is CfnFunction => each instanceof CfnFunction)
      .forEach((each) => each.addPropertyDeletionOverride('Environment.Variables.JWT_CLIENTS')),
  };
  const opened = (before: Side, after: Side) => between(before, after).map((line) => line.replace(/^\S+ /, ''));

  test('open with one more client, whose id is an audience as well', () => {
    expect(opened(clients('one'), clients('one', 'two'))).toEqual(['takes tokens for the audience two, too', 'takes tokens of the client two, too']);
    expect(opened(clients('one', 'two'), clients('one'))).toEqual([]);
  });

  test('open where the client is not looked at any more', () => {
    expect(opened(clients('one'), anyClient)).toEqual(['takes tokens of any client']);
    expect(opened(anyClient, clients('one'))).toEqual([]);
  });
});

test('a route that asks for no scope any more opens, and one that asks another authorizer for what that one takes', () => {
  const routes = (change: (route: CfnRoute) => void): Side['change'] => (server) =>
    server.node.findAll().filter((each): each is CfnRoute => each instanceof CfnRoute && each.authorizationType === 'JWT').forEach(change);
  const unscoped = between({ auth: jwt() }, { auth: jwt(), change: routes((route) => { route.authorizationScopes = undefined; }) });
  expect(about(unscoped, /asks for no scope any more; it asked for mcp\/use$/)).toBe(unscoped.length);
  expect(unscoped.length).toBeGreaterThan(0);
  const another = between({ auth: jwt() }, {
    auth: jwt(),
    change: (server, stack) => {
      const other = new CfnAuthorizer(stack, 'Other', {
        apiId: 'a', authorizerType: 'JWT', name: 'other', identitySource: [], jwtConfiguration: { issuer: JWT.issuer, audience: ['elsewhere'] },
      });
      routes((route) => { route.authorizerId = other.ref; })!(server, stack);
    },
  });
  expect(about(another, /^Routes\/\S+ takes tokens for the audience elsewhere, too$/)).toBeGreaterThan(0);
});

test('a method that asks for no API key any more opens, and one that asks for one is no opening', () => {
  const keys = (required: boolean | string | object): Side => ({
    auth: jwt(),
    endpoint: rest,
    change: (server) => server.node.findAll()
      .filter((each): each is CfnMethod => each instanceof CfnMethod && each.authorizationType === 'CUSTOM').forEach((method) => method.addPropertyOverride('ApiKeyRequired', required)),
  });
  const found = between(keys(true), keys(false));
  expect(about(found, /asks for no API key any more$/)).toBe(found.length);
  expect(found.length).toBeGreaterThan(0);
  expect(between(keys(false), keys(true))).toEqual([]);
  const asking: Side[] = [keys('true'), keys({ Ref: 'Parameter' })];
  asking.forEach((before) => expect(between(before, keys(false))).toEqual(found));
  expect(between(keys({ Ref: 'Parameter' }), keys({ Ref: 'Parameter' }))).toEqual([]);
  expect([...between(keys('true'), keys(true)), ...between(keys(true), keys('true')), ...between(keys('false'), keys(false))]).toEqual([]);
});
