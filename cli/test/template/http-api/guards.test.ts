import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAuthorizer, CfnRoute, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer, HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { OAuthScope, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { JwtGuard } from '../../../src/template/model';
import { LOCAL_ORIGIN } from '../../../src/template/model';
import { routeFacts } from '../../served-server';
import { PlainServer, served } from '../support';

const ISSUER = 'https://issuer.example.com/pool';

/** What becomes of a route with an authorizer that is plain but for one thing, and what is said about it. */
function guarded(change: (authorizer: CfnAuthorizer, stack: Stack) => void = () => undefined, issuer = ISSUER) {
  const { door, notices } = served((stack) => {
    const { api, integration } = new PlainServer(stack, 'Server');
    const authorizer = new HttpJwtAuthorizer('Jwt', issuer, { jwtAudience: ['me', 'https://me.example.com'] });
    const authorizationScopes = ['mcp/read', 'mcp/write'];
    api.addRoutes({ path: '/guarded', methods: [HttpMethod.POST], integration, authorizer, authorizationScopes });
    change(stack.node.findAll().find((each): each is CfnAuthorizer => each instanceof CfnAuthorizer)!, stack);
  });
  return { route: door.routes.find(({ key }) => key === 'POST /guarded'), said: notices.map(({ id, message }) => `${id}: ${message}`) };
}

test('a JWT authorizer is read with the scopes of its route, and nothing is said', () => {
  expect(guarded()).toEqual({
    route: routeFacts('POST /guarded', {
      guard: {
        kind: 'jwt',
        name: 'Jwt',
        identitySource: ['$request.header.Authorization'],
        issuer: ISSUER,
        audience: ['me', 'https://me.example.com'],
        scopes: ['mcp/read', 'mcp/write'],
      },
    }),
    said: [],
  });
});

test('an issuer without https on this machine is served, and AWS\'s refusal is foretold', () => {
  const { route, said } = guarded(undefined, 'http://localhost:8080/pool');
  expect((route?.guard as JwtGuard).issuer).toBe('http://localhost:8080/pool');
  expect(said).toEqual(['http-issuer: Authorizer Jwt: its issuer http://localhost:8080/pool has no https. dev takes that from this machine; AWS refuses it.']);
});

test('a user pool that the stack makes is read with what its clients may do', () => {
  const { door } = served((stack) => {
    const { api, integration } = new PlainServer(stack, 'Server');
    const pool = new UserPool(stack, 'Pool');
    const client = pool.addClient('Client', { oAuth: { callbackUrls: ['http://localhost:8080/callback'] } });
    const secret = pool.addClient('Secret', { generateSecret: true, disableOAuth: true });
    const machine = pool.addClient('Machine', { generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.custom('mcp/use')] } });
    const authorizer = new HttpUserPoolAuthorizer('Cognito', pool, { userPoolClients: [client, secret, machine] });
    api.addRoutes({ path: '/guarded', methods: [HttpMethod.POST], integration, authorizer });
  });
  const guard = door.routes.find(({ key }) => key === 'POST /guarded')?.guard as JwtGuard;
  expect(guard.issuer).toMatch(/^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\/local-Pool\w+$/);
  expect(guard.made).toHaveLength(4);
  expect(guard.clients).toEqual([
    { id: expect.stringMatching(/^local-PoolClient/), redirectUris: ['http://localhost:8080/callback'], secret: false },
    { id: expect.stringMatching(/^local-PoolSecret/), redirectUris: [], secret: true },
    { id: expect.stringMatching(/^local-PoolMachine/), redirectUris: [], secret: true, machineScopes: ['mcp/use'] },
  ]);
  expect(guard.audience).toEqual(guard.clients!.map(({ id }) => id));
});

test('the API\'s own URL in an audience is the local one', () => {
  const { route } = guarded((authorizer) => authorizer.addPropertyOverride('JwtConfiguration.Audience', [
    { 'Fn::Join': ['', ['https://', { Ref: (authorizer.stack.resolve(authorizer.apiId) as { Ref: string }).Ref }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/mcp']] },
  ]));
  expect((route?.guard as JwtGuard).audience).toEqual([`${LOCAL_ORIGIN}/mcp`]);
});

describe('a route is refused with 501 where dev cannot check its tokens', () => {
  test.each<[string, string, (authorizer: CfnAuthorizer) => void]>([
    ['an issuer of another stack', 'and only a deployment knows its Issuer: another stack exports it as "Issuer"', (authorizer) => authorizer.addPropertyOverride('JwtConfiguration.Issuer', { 'Fn::ImportValue': 'Issuer' })],
    ['a configuration of another stack', 'and only a deployment knows its Issuer: another stack exports it', (authorizer) => authorizer.addPropertyOverride('JwtConfiguration', { 'Fn::ImportValue': 'Jwt' })],
    ['an audience of another stack', 'and only a deployment knows its Audience: another stack exports it', (authorizer) => authorizer.addPropertyOverride('JwtConfiguration.Audience', ['me', { 'Fn::ImportValue': 'Client' }])],
    ['an audience that is no client', 'and only a deployment knows its Audience: it is made of the resource Topic', (authorizer) => {
      new CfnResource(authorizer.stack, 'Topic', { type: 'AWS::SNS::Topic' });
      authorizer.addPropertyOverride('JwtConfiguration.Audience', [{ Ref: 'Topic' }]);
    }],
    ['an identity source of another stack', 'and only a deployment knows its IdentitySource: another stack exports it', (authorizer) => authorizer.addPropertyOverride('IdentitySource', [{ 'Fn::ImportValue': 'Source' }])],
    ['an issuer without https on another machine', 'whose Issuer must be an https URL (or http on this machine) and is "http://issuer.example.com"', (authorizer) => authorizer.addPropertyOverride('JwtConfiguration.Issuer', 'http://issuer.example.com')],
    ['an issuer that is no URL', 'and is "issuer"', (authorizer) => authorizer.addPropertyOverride('JwtConfiguration.Issuer', 'issuer')],
    ['no issuer', 'whose Issuer must be an https URL (or http on this machine) and is missing', (authorizer) => authorizer.addPropertyDeletionOverride('JwtConfiguration.Issuer')],
    ['no configuration', 'whose Issuer must be an https URL (or http on this machine) and is missing', (authorizer) => authorizer.addPropertyDeletionOverride('JwtConfiguration')],
    ['an identity source that AWS does not take', 'must be $request.header.<name> or $request.querystring.<name> and is ["$context.path"]', (authorizer) => authorizer.addPropertyOverride('IdentitySource', ['$context.path'])],
    ['no identity source', 'and is missing', (authorizer) => authorizer.addPropertyDeletionOverride('IdentitySource')],
    ['an authorizer of another type', ', which is not of type JWT', (authorizer) => authorizer.addPropertyOverride('AuthorizerType', 'REQUEST')],
  ])('%s', (_name, reason, change) => {
    const { route, said } = guarded(change);
    expect(route).toEqual(routeFacts('POST /guarded', { unserved: expect.stringMatching(/^guarded by the (JWT )?authorizer \w+,/), withoutGuard: {} }));
    expect(route?.unserved).toContain(reason);
    expect(said).toContain(`jwt-authorizer: POST /guarded: refused with 501: ${route?.unserved}.`);
  });

  test('scopes of another stack: without them the route would be more open than on AWS', () => {
    const { route } = guarded((_authorizer, stack) => routeIn(stack).addPropertyOverride('AuthorizationScopes', [{ 'Fn::ImportValue': 'Scope' }]));
    expect(route?.unserved).toContain('and only a deployment knows the AuthorizationScopes: another stack exports it');
  });

  test('an authorizer that is not in the template', () => {
    const { route } = guarded((_authorizer, stack) => routeIn(stack).addPropertyOverride('AuthorizerId', 'a1b2c3'));
    expect(route?.unserved).toBe('guarded by a JWT authorizer that is not in this template');
  });
});

function routeIn(stack: Stack): CfnRoute {
  return stack.node.findAll().find((each): each is CfnRoute => each instanceof CfnRoute && each.routeKey === 'POST /guarded')!;
}
