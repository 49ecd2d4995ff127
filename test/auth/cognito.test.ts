import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { McpAuth, McpCognitoOptions } from '../../src';
import { serverIn, templateWith } from '../support';

function templateOf(options: McpCognitoOptions = {}): Template {
  return templateWith({ auth: McpAuth.cognito(options) });
}

function clientsOf(template: Template): Record<string, any>[] {
  return Object.values(template.findResources('AWS::Cognito::UserPoolClient')).map(({ Properties }) => Properties);
}

describe('the user pool', () => {
  test('is kept, even when the stack goes', () => {
    templateOf().hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { DeletionProtection: 'ACTIVE' },
    });
  });

  test('lets nobody sign up, and users in by their e-mail address with a long password', () => {
    templateOf().hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true } },
      UserPoolTier: 'ESSENTIALS',
    });
  });

  test('offers a second factor, and asks for one on demand; it is an app and no text message', () => {
    templateOf().hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
    templateOf({ mfa: cognito.Mfa.REQUIRED }).hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'ON' });
    templateOf().resourcePropertiesCountIs('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'cognito-idp.amazonaws.com' } }] } }, 0);
  });
});

describe('the login page', () => {
  test('has a host name that Cognito accepts: unique, constant, short and without reserved words', () => {
    templateOf().hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: { 'Fn::Join': ['', ['mcp-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }, Match.stringLikeRegexp('^-[0-9a-f]{8}$')]] },
      ManagedLoginVersion: 2,
    });
  });

  test('takes another prefix', () => {
    templateOf({ domainPrefix: 'tools-login' }).hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: 'tools-login' });
  });

  test('has a style for the client that shows it, without which it is not shown', () => {
    const template = templateOf();
    template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', {
      ClientId: { Ref: Match.stringLikeRegexp('Client') }, UseCognitoProvidedValues: true,
    });
  });
});

describe('the resource server', () => {
  test('has an identifier of its own, which follows no URL, and a name that Cognito accepts', () => {
    templateOf().hasResourceProperties('AWS::Cognito::UserPoolResourceServer', {
      Identifier: 'mcp', Name: Match.stringLikeRegexp('^[\\w\\s+=,.@-]+$'), Scopes: [{ ScopeName: 'use', ScopeDescription: 'Use the MCP server' }],
    });
  });

  test('takes other scopes, which clients may ask for and routes ask for', () => {
    const scopes = ['read', 'write'].map((scopeName) => new cognito.ResourceServerScope({ scopeName, scopeDescription: scopeName }));
    const template = templateOf({ scopes });
    expect(clientsOf(template)[0].AllowedOAuthScopes).toEqual(expect.arrayContaining(['mcp/read', 'mcp/write']));
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /mcp', AuthorizationScopes: ['mcp/read', 'mcp/write'] });
  });

  test('is there before the clients that name its scopes', () => {
    const template = templateOf({ machineClient: true });
    const clients = Object.values(template.findResources('AWS::Cognito::UserPoolClient'));
    expect(clients.map(({ DependsOn }) => DependsOn)).toEqual([[expect.stringContaining('ResourceServer')], [expect.stringContaining('ResourceServer')]]);
  });
});

describe('the public client', () => {
  test('has no secret, and gives codes alone for tokens that are renewed and revoked', () => {
    expect(clientsOf(templateOf())).toEqual([expect.objectContaining({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      AccessTokenValidity: 60,
      SupportedIdentityProviders: ['COGNITO'],
    })]);
  });

  test('may have every scope that clients ask for when nobody tells them which', () => {
    expect([...clientsOf(templateOf())[0].AllowedOAuthScopes].sort()).toEqual(['email', 'mcp/use', 'openid', 'phone', 'profile']);
  });

  test('sends users back to common clients, with http on this machine alone', () => {
    const [{ CallbackURLs: urls }] = clientsOf(templateOf());
    expect(urls).toEqual(expect.arrayContaining(['https://claude.ai/api/mcp/auth_callback', 'http://localhost:6274/oauth/callback']));
    expect(urls.filter((url: string) => url.startsWith('http:') && !url.startsWith('http://localhost:'))).toEqual(['http://127.0.0.1:33418/']);
  });

  test('sends them back to more clients, or to these alone', () => {
    const callbackUrls = ['https://app.example/callback'];
    const [{ CallbackURLs: more }] = clientsOf(templateOf({ callbackUrls }));
    const [{ CallbackURLs: alone }] = clientsOf(templateOf({ callbackUrls, commonClients: false }));
    expect(more.length).toBeGreaterThan(2);
    expect(more).toContain(callbackUrls[0]);
    expect(alone).toEqual(callbackUrls);
  });
});

test('the machine client is made on demand, with a secret and client credentials', () => {
  expect(clientsOf(templateOf())).toHaveLength(1);
  expect(clientsOf(templateOf({ machineClient: true }))).toContainEqual(expect.objectContaining({
    GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['mcp/use'],
  }));
});

test('tokens are taken of the clients, with no audience or with the MCP URL', () => {
  const template = templateOf({ machineClient: true });
  const [{ Properties: { JwtConfiguration } }] = Object.values(template.findResources('AWS::ApiGatewayV2::Authorizer'));
  expect(JwtConfiguration.Issuer).toEqual({ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.stringContaining('UserPool'), 'ProviderName'] }]] });
  expect(JwtConfiguration.Audience).toEqual([
    { Ref: expect.stringMatching(/UserPoolClient/) },
    { Ref: expect.stringMatching(/MachineClient/) },
    { 'Fn::Join': ['', expect.arrayContaining(['/mcp'])] },
    { 'Fn::Join': ['', expect.arrayContaining(['/mcp/'])] },
  ]);
});

test('the server hands out pool and clients, and prints their ids', () => {
  const server = serverIn({ auth: McpAuth.cognito({ machineClient: true }) });
  expect(server.userPool).toBeInstanceOf(cognito.UserPool);
  expect(server.userPoolClient).toBeInstanceOf(cognito.UserPoolClient);
  expect(server.machineClient).toBeInstanceOf(cognito.UserPoolClient);
  expect(server.machineClient).not.toBe(server.userPoolClient);
  const template = Template.fromStack(Stack.of(server));
  expect(Object.keys(template.findOutputs('*')).map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(
    expect.arrayContaining(['ServerUserPoolId', 'ServerClientId']));
  expect(Annotations.fromStack(Stack.of(server)).findWarning('*', Match.anyValue())).toEqual([]);
});

test('other auths have no pool to hand out', () => {
  const server = serverIn({ auth: McpAuth.iam() });
  expect([server.userPool, server.userPoolClient, server.machineClient]).toEqual([undefined, undefined, undefined]);
});

describe('a pool that exists', () => {
  function withPool(options: { registrationCallbackUrls?: string[] } = {}) {
    const server = serverIn({}, { env: { region: 'eu-central-1', account: '123456789012' } });
    const stack = Stack.of(server);
    const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', 'eu-central-1_Pool');
    const userPoolClients = ['one', 'two'].map((id) => cognito.UserPoolClient.fromUserPoolClientId(stack, id, id));
    return { userPool, auth: McpAuth.userPool(userPool, { userPoolClients, domainUrl: 'https://login.example.com', scopes: ['tools/use'], ...options }) };
  }

  test('stays as it is, and its clients are let in', () => {
    const { auth, userPool } = withPool();
    const server = serverIn({ auth }, { env: { region: 'eu-central-1', account: '123456789012' } });
    const template = Template.fromStack(Stack.of(server));
    template.resourceCountIs('AWS::Cognito::UserPool', 0);
    template.resourceCountIs('AWS::Cognito::UserPoolClient', 0);
    template.resourceCountIs('AWS::Cognito::UserPoolResourceServer', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: {
        Issuer: { 'Fn::Join': ['', ['https://cognito-idp.eu-central-1.', { Ref: 'AWS::URLSuffix' }, '/eu-central-1_Pool']] },
        Audience: Match.arrayWith(['one', 'two']),
      },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /mcp', AuthorizationScopes: ['tools/use'] });
    expect(server.userPool).toBe(userPool);
    expect(server.userPoolClient?.userPoolClientId).toBe('one');
  });
});
