import { ORIGIN, Place } from './deployed';
import { deployedRest } from './deployed-rest';
import { McpAuth } from '../../src';

const DOMAIN = 'https://mcp.example.com';
const behindBasePath = { basePath: 'tools', disableDefaultEndpoint: true };

/** The MCP URL of each place, where the API's documents stand, and where the one about the resource is. */
const GOLDEN: ReadonlyArray<[place: Place, mcpUrl: string, root: string, document: string]> = [
  [{ stageName: 'prod', path: '/mcp' }, `${ORIGIN}/prod/mcp`, `${ORIGIN}/prod`, '/mcp'],
  [{ stageName: 'prod', path: '/' }, `${ORIGIN}/prod`, `${ORIGIN}/prod`, ''],
  [{ stageName: 'live', path: '/team/mcp' }, `${ORIGIN}/live/team/mcp`, `${ORIGIN}/live`, '/team/mcp'],
  [{ stageName: 'prod', path: '/mcp', domain: {} }, `${DOMAIN}/mcp`, DOMAIN, '/mcp'],
  [{ stageName: 'prod', path: '/', domain: {} }, `${DOMAIN}/`, DOMAIN, ''],
  [{ stageName: 'prod', path: '/team/mcp', domain: { disableDefaultEndpoint: true } }, `${DOMAIN}/team/mcp`, DOMAIN, '/team/mcp'],
  [{ stageName: 'prod', path: '/mcp', domain: behindBasePath }, `${DOMAIN}/tools/mcp`, `${DOMAIN}/tools`, '/mcp'],
  [{ stageName: 'prod', path: '/', domain: behindBasePath }, `${DOMAIN}/tools`, `${DOMAIN}/tools`, ''],
];

describe.each(GOLDEN.map(([place, ...urls]) => [JSON.stringify(place), place, ...urls] as const))('behind a REST API at %s', (_name, place, mcpUrl, root, document) => {
  const login = deployedRest(McpAuth.cognito({ clientRegistration: true, commonClients: false, callbackUrls: ['https://app.example/'] }), place);

  test('jwt: the API answers with the MCP URL, letter by letter, and the issuer', () => {
    const server = deployedRest(McpAuth.jwt({ issuer: 'https://issuer.example/tenant/', scopes: ['use', 'admin'] }), place);
    expect(server.mcpUrl).toBe(mcpUrl);
    expect(server.answers.get(`GET ${root}/.well-known/oauth-protected-resource${document}`)).toEqual({
      resource: mcpUrl,
      authorization_servers: ['https://issuer.example/tenant/'],
      scopes_supported: ['use', 'admin'],
      bearer_methods_supported: ['header'],
      resource_name: 'Server',
    });
    expect([...server.answers.keys()].filter((key) => !key.includes('/oauth-protected-resource'))).toEqual([]);
  });

  test('a 401 and a 403 say where that document is, letter by letter', () => {
    const metadata = `resource_metadata="${root}/.well-known/oauth-protected-resource${document}"`;
    expect(login.unauthorized).toBe(`Bearer scope="mcp/use", ${metadata}`);
    expect(login.accessDenied).toBe(`Bearer error="insufficient_scope", scope="mcp/use", ${metadata}`);
  });

  test('cognito: the root stands for the issuer, in all documents alike, and registers', () => {
    expect(login.answers.get(`GET ${root}/.well-known/oauth-protected-resource${document}`)).toMatchObject({ resource: mcpUrl, authorization_servers: [root] });
    const metadata = login.answers.get(`GET ${root}/.well-known/oauth-authorization-server`);
    expect(metadata).toMatchObject({ issuer: root, registration_endpoint: `${root}/register`, code_challenge_methods_supported: ['S256'] });
    expect(login.answers.has(`POST ${root}/register`)).toBe(true);
    expect(login.answers.get(`GET ${root}/.well-known/openid-configuration`)).toEqual(place.domain && !place.domain.basePath ? undefined
      : { ...metadata, subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] });
  });
});
