import * as fs from 'node:fs';
import * as path from 'node:path';
import { Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { deployed, ORIGIN, Place } from './deployed';
import { discoveryDocument, foundBy, PLACES } from './document';
import { McpAuth, McpJwtOptions } from '../../src';
import { templateWith } from '../support';

const DOCUMENT = path.join(__dirname, '..', '..', 'docs', 'discovery.md');
const AGAIN = 'the library says otherwise than docs/discovery.md: run this test with UPDATE_DISCOVERY=1 and commit the file';

const jwt = (options: Partial<McpJwtOptions> = {}) => McpAuth.jwt({ issuer: 'https://issuer.example/tenant/', scopes: ['use', 'admin'], ...options });

/** The MCP URL of each place, and where `$default` of the origin or domain begins. */
const GOLDEN: ReadonlyArray<[place: Place, mcpUrl: string, origin: string]> = [
  [{ stageName: '$default', path: '/mcp' }, `${ORIGIN}/mcp`, ORIGIN],
  [{ stageName: '$default', path: '/' }, `${ORIGIN}/`, ORIGIN],
  [{ stageName: '$default', path: '/team/mcp' }, `${ORIGIN}/team/mcp`, ORIGIN],
  [{ stageName: 'prod', path: '/mcp' }, `${ORIGIN}/prod/mcp`, ORIGIN],
  [{ stageName: 'prod', path: '/' }, `${ORIGIN}/prod`, ORIGIN],
  [{ stageName: 'prod', path: '/team/mcp' }, `${ORIGIN}/prod/team/mcp`, ORIGIN],
  ...['$default', 'prod'].flatMap((stageName): [Place, string, string][] => [
    [{ stageName, path: '/mcp', domain: {} }, 'https://mcp.example.com/mcp', 'https://mcp.example.com'],
    [{ stageName, path: '/', domain: {} }, 'https://mcp.example.com/', 'https://mcp.example.com'],
    [{ stageName, path: '/team/mcp', domain: {} }, 'https://mcp.example.com/team/mcp', 'https://mcp.example.com'],
    [{ stageName, path: '/mcp', domain: { basePath: 'tools' } }, 'https://mcp.example.com/tools/mcp', 'https://mcp.example.com'],
    [{ stageName, path: '/', domain: { basePath: 'tools' } }, 'https://mcp.example.com/tools', 'https://mcp.example.com'],
    [{ stageName, path: '/team/mcp', domain: { basePath: 'tools' } }, 'https://mcp.example.com/tools/team/mcp', 'https://mcp.example.com'],
  ]),
];

const named = GOLDEN.map(([place, ...urls]) => [JSON.stringify(place), place, ...urls] as const);

describe.each(named)('at %s', (_name, place, mcpUrl, origin) => {
  test('jwt: the document about the resource names the MCP URL, letter by letter, and the issuer; synthesis warns if clients do not find it', () => {
    const { environment, ...server } = deployed(jwt(), place);
    expect(server.mcpUrl).toBe(mcpUrl);
    expect(server.warnings.includes('cdk-mcp-lambda:domainBasePathHidesDiscovery')).toBe(foundBy(server).length === 0);
    expect(Object.keys(environment)).toEqual(['RESOURCE_METADATA']);
    expect(JSON.parse(environment.RESOURCE_METADATA)).toEqual({
      resource: mcpUrl,
      authorization_servers: ['https://issuer.example/tenant/'],
      scopes_supported: ['use', 'admin'],
      bearer_methods_supported: ['header'],
      resource_name: 'Server',
    });
  });

  test('cognito: this origin stands for the issuer, in both documents alike', () => {
    const { environment } = deployed(McpAuth.cognito({ clientRegistration: true, commonClients: false, callbackUrls: ['https://app.example/'] }), place);
    expect(JSON.parse(environment.RESOURCE_METADATA)).toMatchObject({ resource: mcpUrl, authorization_servers: [origin], scopes_supported: ['mcp/use'] });
    expect(JSON.parse(environment.AUTHORIZATION_SERVER_METADATA)).toEqual({
      issuer: origin,
      authorization_endpoint: 'https://my-login.auth.eu-central-1.amazoncognito.com/oauth2/authorize',
      token_endpoint: 'https://my-login.auth.eu-central-1.amazoncognito.com/oauth2/token',
      revocation_endpoint: 'https://my-login.auth.eu-central-1.amazoncognito.com/oauth2/revoke',
      registration_endpoint: `${origin}/register`,
      jwks_uri: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI/.well-known/jwks.json',
      scopes_supported: ['mcp/use', 'openid', 'email', 'phone', 'profile'],
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['none'],
      code_challenge_methods_supported: ['S256'],
    });
    expect(JSON.parse(environment.CLIENT_REGISTRATION)).toEqual({
      client_id: '1h57kf5cpq17m0eml12EXAMPLE', redirect_uris: ['https://app.example/'], scope: 'mcp/use openid email phone profile',
    });
  });
});

test('every combination of stage, path, domain and base path is among them', () => {
  const sorted = (all: readonly Place[]) => all.map((place) => JSON.stringify([place.stageName, place.path, place.domain])).sort();
  expect(sorted(GOLDEN.map(([place]) => place))).toEqual(sorted(PLACES));
});

test.each(named.filter(([, { domain }]) => domain))('at %s nothing changes when the default endpoint is off', (_name, place) => {
  expect(deployed(jwt(), { ...place, domain: { ...place.domain, disableDefaultEndpoint: true } })).toEqual(deployed(jwt(), place));
});

test('there is no registration endpoint where registration is not switched on', () => {
  const { environment } = deployed(McpAuth.cognito(), { stageName: '$default', path: '/mcp' });
  expect(Object.keys(environment)).toEqual(['RESOURCE_METADATA', 'AUTHORIZATION_SERVER_METADATA']);
  expect(JSON.parse(environment.AUTHORIZATION_SERVER_METADATA).registration_endpoint).toBeUndefined();
});

describe('tokens', () => {
  const environmentOf = (template: Template) =>
    Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Handler: 'index.handler' } }))[0].Properties.Environment.Variables;

  test('in lists become a part of the JSON, without a custom resource that would write it', () => {
    const scopes = Fn.split(',', Fn.importValue('Scopes'));
    const template = templateWith({ auth: jwt({ scopes }) });
    const parts = environmentOf(template).RESOURCE_METADATA['Fn::Join'][1];
    const list = parts.findIndex((part: any) => part['Fn::Join']);
    expect(parts[list]).toEqual({ 'Fn::Join': ['","', { 'Fn::Split': [',', { 'Fn::ImportValue': 'Scopes' }] }] });
    expect(parts[list - 1]).toMatch(/"scopes_supported":\["$/);
    expect(parts[list + 1]).toMatch(/^"\],"bearer_methods_supported"/);
    expect(Object.values(template.toJSON().Resources).map((resource: any) => resource.Type).filter((type) => type.startsWith('Custom::'))).toEqual([]);
  });

  test('in the lists of a registration become a part of the JSON too', () => {
    const list = (name: string) => Fn.split(',', Fn.importValue(name));
    const auth = McpAuth.userPool(cognito.UserPool.fromUserPoolId(new Stack(), 'Pool', 'eu-central-1_Pool'), {
      userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(new Stack(), 'Client', 'one')],
      domainUrl: 'https://login.example.com',
      scopes: list('Scopes'),
      registrationCallbackUrls: list('Urls'),
    });
    const text = JSON.stringify(environmentOf(templateWith({ auth })).CLIENT_REGISTRATION);
    expect(text).toContain('"Fn::ImportValue":"Urls"');
    expect(text).not.toContain('Token[');
  });
});

test('docs/discovery.md says what is found where, for every place', () => {
  const text = discoveryDocument();
  if (process.env.UPDATE_DISCOVERY === '1') {
    fs.writeFileSync(DOCUMENT, text);
  }
  const committed = fs.existsSync(DOCUMENT) ? fs.readFileSync(DOCUMENT, 'utf8') : '';
  expect({ advice: committed === text ? '' : AGAIN, committed }).toEqual({ advice: '', committed: text });
});
