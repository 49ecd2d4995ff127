import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnMethod, CfnRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnAuthorizer, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../../src';
import { readStacks } from '../../../src/template/assembly/assembly';
import { markedServers } from '../../../src/template/marked-servers';
import { openings } from '../../../src/template/openings/openings';
import { fixture } from '../../served-server';
import { synth } from '../support';

interface Side {
  readonly auth: (stack: Stack) => McpAuth;
  readonly endpoint?: () => McpEndpoint;
  readonly change?: (server: McpLambdaServer, stack: Stack) => void;
}

/** The resources of a server's template, and what leads to it. */
function side({ auth, endpoint = () => McpEndpoint.httpApi(), change }: Side) {
  const directory = synth((app: App) => {
    const stack = new Stack(app, 'Demo');
    const server = new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(fixture('server')), auth: auth(stack), endpoint: endpoint() });
    change?.(server, stack);
  });
  const [stack] = readStacks(directory);
  const { Resources } = JSON.parse(readFileSync(join(directory, 'Demo.template.json'), 'utf8')) as { Resources: Parameters<typeof openings>[0] };
  return { resources: Resources, ids: markedServers(stack).flatMap(({ functionId, aliasId }) => [functionId, aliasId]) };
}

/** What opens from one to the other, by the names under the server. */
function between(before: Side | undefined, after: Side): string[] {
  const { resources, ids } = side(after);
  expect(ids).toHaveLength(2);
  return openings(before ? side(before).resources : {}, resources, new Set(ids))
    .map(({ path, what }) => `${path?.replace(/^Demo\/Server\//, '').replace(/\/Resource$/, '')} ${what}`)
    .sort();
}

const JWT = { issuer: 'https://login.example.com', audience: ['one'], scopes: ['mcp/use'] };
const jwt = (more: Partial<typeof JWT> = {}): Side['auth'] => () => McpAuth.jwt({ ...JWT, ...more });
const none: Side['auth'] = () => McpAuth.none();
const iam: Side['auth'] = () => McpAuth.iam();
const rest = () => McpEndpoint.restApi();
const url = () => McpEndpoint.functionUrl();

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
  const keys = (required: boolean): Side => ({
    auth: jwt(),
    endpoint: rest,
    change: (server) => server.node.findAll()
      .filter((each): each is CfnMethod => each instanceof CfnMethod && each.authorizationType === 'CUSTOM').forEach((method) => { method.apiKeyRequired = required; }),
  });
  const found = between(keys(true), keys(false));
  expect(about(found, /asks for no API key any more$/)).toBe(found.length);
  expect(found.length).toBeGreaterThan(0);
  expect(between(keys(false), keys(true))).toEqual([]);
});

describe('a resource policy', () => {
  const statement = (Effect: string, ip: string) => ({ Effect, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*', Condition: { IpAddress: { 'aws:SourceIp': ip } } });
  const allow = statement('Allow', '10.0.0.0/8');
  const deny = statement('Deny', '10.1.0.0/16');
  const policy = (...Statement: object[]): Side => ({
    auth: jwt(),
    endpoint: rest,
    change: (server) => {
      const [api] = server.node.findAll().filter((each): each is RestApi => each instanceof RestApi);
      (api.node.defaultChild as CfnRestApi).policy = Statement.length === 0 ? undefined : { Version: '2012-10-17', Statement };
    },
  });

  test.each<[string, Side, Side, RegExp | undefined]>([
    ['that goes', policy(allow), policy(), /has no resource policy any more$/],
    ['that loses a Deny', policy(allow, deny), policy(allow), /denies less/],
    ['that gets an Allow', policy(allow), policy(allow, statement('Allow', '0.0.0.0/0')), /allows more/],
    ['that comes', policy(), policy(allow), undefined],
    ['that gets a Deny', policy(allow), policy(deny, allow), undefined],
    ['of the same in another order', policy(allow, deny), policy(deny, Object.fromEntries(Object.entries(allow).reverse())), undefined],
  ])('%s', (_name, before, after, expected) => {
    expect(between(before, after)).toEqual(expected ? [expect.stringMatching(expected)] : []);
  });
});
