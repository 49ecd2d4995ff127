import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  McpAuth, McpCognitoOptions, McpCors, McpDomain, McpDomainOptions, McpEndpoint, McpHttpApiOptions, McpJwtOptions, McpLambdaServerProps,
} from '../src';
import { authorizerFunction, hostedZone, templateWith } from './support';
import { lost as lostOf } from './support-replacements';

/** What holds users, logs or a name that clients were given. */
const KEPT = [
  'AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient', 'AWS::Cognito::UserPoolResourceServer', 'AWS::Logs::LogGroup', 'AWS::Lambda::Function',
];

/** The kept resources that a deployment of the second template over the first would not keep. */
const lost = (before: Template, after: Template) => lostOf(before.toJSON(), after.toJSON(), KEPT);

function withCognito(options: McpCognitoOptions): Partial<McpLambdaServerProps> {
  return { auth: McpAuth.cognito(options) };
}

function withJwt(options: Partial<McpJwtOptions>): Partial<McpLambdaServerProps> {
  return { auth: McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'], ...options }) };
}

function withEndpoint(options: McpHttpApiOptions): Partial<McpLambdaServerProps> {
  return { auth: McpAuth.cognito(), endpoint: McpEndpoint.httpApi(options) };
}

function onDomain(auth: McpAuth, options?: McpDomainOptions, name = 'mcp.example.com'): Partial<McpLambdaServerProps> {
  return { auth, domain: McpDomain.fromHostedZone(hostedZone(), name, options) };
}

const scope = (scopeName: string) => new cognito.ResourceServerScope({ scopeName, scopeDescription: scopeName });

/** A deployed server, and what it is changed to. */
const CHANGES: Record<string, [before: Partial<McpLambdaServerProps>, after: Partial<McpLambdaServerProps>]> = {
  'more scopes': [withCognito({}), withCognito({ scopes: [scope('use'), scope('write')] })],
  'other scopes': [withCognito({}), withCognito({ scopes: [scope('read')] })],
  'callback URLs': [withCognito({}), withCognito({ callbackUrls: ['https://app.example/callback'] })],
  'no common clients': [withCognito({}), withCognito({ callbackUrls: ['https://app.example/callback'], commonClients: false })],
  'client registration': [withCognito({}), withCognito({ clientRegistration: true })],
  'a machine client': [withCognito({}), withCognito({ machineClient: true })],
  'another domain prefix': [withCognito({}), withCognito({ domainPrefix: 'tools-login' })],
  'a second factor for all': [withCognito({}), withCognito({ mfa: cognito.Mfa.REQUIRED })],
  'no second factor': [withCognito({}), withCognito({ mfa: cognito.Mfa.OFF })],
  'a named stage': [withEndpoint({}), withEndpoint({ stageName: 'prod' })],
  'another path': [withEndpoint({}), withEndpoint({ path: '/team/mcp' })],
  'no CORS and another throttle': [withEndpoint({}), withEndpoint({ cors: McpCors.disabled(), throttle: { rateLimit: 5 } })],
  'memory, time-out and environment': [withCognito({}), { ...withCognito({}), memorySize: 512, timeout: Duration.seconds(10), environment: { LOG_LEVEL: 'debug' } }],
  'alarms, a dashboard and traces': [withCognito({}), { ...withCognito({}), observability: { alarms: {}, dashboard: true }, tracing: lambda.Tracing.ACTIVE }],
  'an access log': [withEndpoint({}), withEndpoint({ accessLog: {} })],
  'a domain before a user pool': [withCognito({}), onDomain(McpAuth.cognito())],
  'a domain before a user pool, with clients that register': [withCognito({ clientRegistration: true }), onDomain(McpAuth.cognito({ clientRegistration: true }))],
  'a domain before tokens': [withJwt({}), onDomain(withJwt({}).auth!)],
  'a domain before everybody': [{ auth: McpAuth.none() }, onDomain(McpAuth.none())],
  'no domain any more': [onDomain(McpAuth.cognito()), withCognito({})],
  'another domain': [onDomain(McpAuth.cognito()), onDomain(McpAuth.cognito(), {}, 'tools.example.com')],
  'a base path': [onDomain(McpAuth.cognito()), onDomain(McpAuth.cognito(), { basePath: 'tools' })],
  'the API\'s own URL off': [onDomain(McpAuth.cognito()), onDomain(McpAuth.cognito(), { disableDefaultEndpoint: true })],
  'another issuer': [withJwt({}), withJwt({ issuer: 'https://other.example' })],
  'another audience and scope': [withJwt({}), withJwt({ audience: ['client'], scopes: ['read'] })],
};

const AUTHS: Record<string, Partial<McpLambdaServerProps>> = {
  'tokens': withJwt({}),
  'users of Cognito': withCognito({}),
  'a function': { auth: McpAuth.lambdaAuthorizer(authorizerFunction()) },
  'signatures': { auth: McpAuth.iam() },
  'the server itself': { auth: McpAuth.inServer({ publicPaths: ['/token'] }) },
};

test.each(Object.entries(CHANGES))('%s: no pool, client, resource server, log group or function is replaced', (_name, [before, after]) => {
  expect(lost(templateWith(before), templateWith(after))).toEqual([]);
});

test.each(Object.entries(AUTHS))('from everybody to %s and back: the server\'s own function and log group stay', (_name, guarded) => {
  const open = { auth: McpAuth.none() };
  for (const [before, after] of [[open, guarded], [guarded, open]]) {
    expect(lost(templateWith(before), templateWith(after)).filter((one) => /^Server(Function|LogGroup)/.test(one))).toEqual([]);
  }
});

test('a pool that is made by the server is kept by CloudFormation when another auth takes its place', () => {
  expect(lost(templateWith(withCognito({})), templateWith(withJwt({}))))
    .toContainEqual(expect.stringMatching(/^ServerAuthUserPool[0-9A-F]{8}: WILL_ORPHAN$/));
});

test('what would be lost is seen', () => {
  const templateOf = (type: string, properties: object) => Template.fromJSON({ Resources: { A: { Type: type, Properties: properties } } });
  const change = (type: string, before: object, after: object) => lost(templateOf(type, before), templateOf(type, after));
  expect(change('AWS::Cognito::UserPoolResourceServer', { Identifier: 'a' }, { Identifier: 'b' })).toEqual(['A: WILL_REPLACE']);
  expect(change('AWS::Cognito::UserPoolClient', { GenerateSecret: true }, { GenerateSecret: false })).toEqual(['A: WILL_REPLACE']);
  expect(change('AWS::Lambda::Function', { FunctionName: 'a' }, { FunctionName: 'b' })).toEqual(['A: WILL_REPLACE']);
  expect(change('AWS::Cognito::UserPool', { UsernameAttributes: ['email'] }, { UsernameAttributes: [] })).toEqual(['A: WILL_UPDATE']);
});

test('another stage, path or base path maps the same domain name anew', () => {
  const [before, ...others] = [
    onDomain(McpAuth.none()),
    onDomain(McpAuth.none(), { basePath: 'tools' }),
    { ...onDomain(McpAuth.none()), endpoint: McpEndpoint.httpApi({ stageName: 'prod', path: '/team/mcp' }) },
  ].map((props) => templateWith(props).toJSON());
  for (const after of others) {
    const { resources } = fullDiff(before, after);
    const changed = resources.filter((change) => /DomainName|ApiMapping|RecordSet|Certificate$/.test(change?.resourceType ?? '')).changes;
    expect(Object.values(changed).map(({ resourceType, changeImpact }) => [resourceType, changeImpact]))
      .toEqual([['AWS::ApiGatewayV2::ApiMapping', ResourceImpact.WILL_UPDATE]]);
  }
});

describe.each<[string, McpEndpoint]>([
  ['an HTTP API to a REST API', McpEndpoint.restApi()],
  ['an HTTP API to a buffered REST API', McpEndpoint.restApi({ streaming: false })],
])('from %s', (_name, endpoint) => {
  const domain = McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com');
  const auth = McpAuth.cognito({ machineClient: true });
  const [before, after] = [templateWith({ auth, domain }).toJSON(), templateWith({ auth, domain, endpoint }).toJSON()];
  const { resources } = fullDiff(before, after);
  const isDoors = (id: string) => /^Server(HttpApi|RestApi|Routes|SubpathRoutes|Discovery|DomainMapping)/.test(id);

  test('function, role, log group, alias, user pool, clients and domain are those that were there', () => {
    const ids = (template: any) => Object.keys(template.Resources).filter((id) => !isDoors(id) && !/^ServerFunctionCurrentVersion/.test(id)).sort();
    expect(ids(after)).toEqual(ids(before));
  });

  test('beside what belongs to the door only the function\'s settings and its version change', () => {
    const changed = Object.keys(resources.changes).filter((id) => !isDoors(id)).map((id) => id.replace(/CurrentVersion.*/, 'CurrentVersion'));
    expect([...new Set(changed)].sort()).toEqual(['ServerAlias1F55029E', 'ServerFunctionB9E3FD9F', 'ServerFunctionCurrentVersion']);
  });

  test('the domain name is mapped anew, and no client sees another URL', () => {
    expect(resources.changes.ServerDomainMapping799681B6.changeImpact).toBe(ResourceImpact.WILL_UPDATE);
    const url = (template: any) => template.Outputs.ServerMcpEndpoint24D80609.Value;
    expect(url(after)).toEqual(url(before));
  });
});
