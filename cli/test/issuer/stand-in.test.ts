import { issuerSettings, remoteGuards, withIssuer } from '../../src/issuer/stand-in';
import { JwtGuard, LambdaFacts } from '../../src/template/model';
import { functionFacts, restRouteFacts, restServer, routeFacts, servedServer } from '../served-server';

const MCP_URL = 'http://localhost:3000/mcp';
const ORIGIN = 'http://127.0.0.1:4000';

const guard = (change: Partial<JwtGuard> = {}): JwtGuard => ({
  kind: 'jwt',
  name: 'Jwt',
  identitySource: ['$request.header.Authorization'],
  issuer: 'https://login.example.com/',
  audience: ['https://api.example.com', MCP_URL],
  scopes: ['use'],
  ...change,
});

const POOL = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2';

/** A server with these guards, and a function that answers these documents. */
function server(guards: readonly JwtGuard[], environment: Record<string, string> = {}, documents: Record<string, string> = {}) {
  const { adapter: _adapter, ...discovery } = functionFacts({ logicalId: 'Discovery', environment: documents });
  const functions: readonly LambdaFacts[] = [discovery];
  return servedServer({ routes: guards.map((each, index) => routeFacts(`POST /${index}`, { guard: each })), functions }, { environment });
}

const settingsOf = (of: ReturnType<typeof server>) => issuerSettings(of, remoteGuards(of), MCP_URL, (id) => `secret of ${id}`);

test('issuers on this machine are not stood for', () => {
  expect(remoteGuards(server([guard(), guard(), guard({ issuer: 'http://localhost:9/' })]))).toEqual([guard()]);
});

test('a client without an id of the template gets one, and the MCP URL is the audience of the token to paste', () => {
  expect(settingsOf(server([guard()]))).toEqual({
    issuers: ['https://login.example.com/'],
    slash: true,
    cognito: false,
    resources: ['https://api.example.com', MCP_URL],
    audience: MCP_URL,
    plainAudience: 'https://api.example.com',
    scopes: ['use'],
    clients: [{ id: 'mcp-lambda-dev', redirectUris: [] }],
    machines: [],
  });
  expect(settingsOf(server([guard({ audience: ['api'] })])).audience).toBe('api');
});

test('the clients of a pool are known, those with a secret left out', () => {
  const clients = [{ id: 'local-A', redirectUris: ['https://a.example.com'], secret: false }, { id: 'local-B', redirectUris: [], secret: true }];
  const made = server([guard({ issuer: POOL, audience: ['local-A', 'local-B', MCP_URL], clients })]);
  expect(settingsOf(made).clients).toEqual([{ id: 'local-A', redirectUris: ['https://a.example.com'] }]);
});

test('the clients of a pool for programs get a secret, once each, and those of other issuers get none', () => {
  const clients = [{ id: 'local-A', redirectUris: [], secret: false }, { id: 'local-B', redirectUris: [], secret: true, machineScopes: ['mcp/use'] }];
  const guards = (issuer: string) => server([guard({ issuer, clients }), guard({ issuer, clients, scopes: ['other'] })]);
  expect(settingsOf(guards(POOL)).machines).toEqual([{ id: 'local-B', secret: 'secret of local-B', scopes: ['mcp/use'] }]);
  expect(settingsOf(guards('https://login.example.com/')).machines).toEqual([]);
});

test('the clients of a pool that exists are the audiences, with the URLs of its registration', () => {
  const document = JSON.stringify({ client_id: '1a2b', redirect_uris: ['https://a.example.com'] });
  const existing = server([guard({ issuer: POOL, audience: ['1a2b', '3c4d', MCP_URL] })], {}, { CLIENT_REGISTRATION: document, OTHER: '{' });
  expect(settingsOf(existing).clients).toEqual([{ id: '1a2b', redirectUris: ['https://a.example.com'] }, { id: '3c4d', redirectUris: [] }]);
});

describe('the documents of another server on the API', () => {
  test('name no client of this one', () => {
    const document = JSON.stringify({ client_id: '1a2b', redirect_uris: ['https://a.example.com'] });
    expect(settingsOf(server([guard({ issuer: POOL, audience: ['3c4d', MCP_URL] })], {}, { CLIENT_REGISTRATION: document })).clients).toEqual([{ id: '3c4d', redirectUris: [] }]);
    expect(settingsOf(server([guard()], {}, { CLIENT_REGISTRATION: document })).clients).toEqual([{ id: 'mcp-lambda-dev', redirectUris: [] }]);
  });

  test('keep the login pages of their own pool', () => {
    const metadata = (pool: string, host: string) => JSON.stringify({ authorization_endpoint: `https://${host}/oauth2/authorize`, jwks_uri: `${pool}/.well-known/jwks.json` });
    const both = server([guard({ issuer: POOL })], {}, { OWN: metadata(POOL, 'own.example.org'), OTHER: metadata(`${POOL}3`, 'other.example.org') });
    const [{ environment }] = withIssuer(both, settingsOf(both), ORIGIN).door.functions;
    expect(environment).toEqual({ OWN: metadata(ORIGIN, 'own.example.org').replace('https://own.example.org', ORIGIN), OTHER: metadata(`${POOL}3`, 'other.example.org') });
  });
});

test('the issuer\'s URL is replaced in the authorizer and in every environment, and others that begin alike are not', () => {
  const environment = {
    ISSUER: 'https://login.example.com/',
    KEYS: 'https://login.example.com/.well-known/jwks.json',
    LIST: '["https://login.example.com"]',
    HOST: 'https://login.example.com.au/',
    PORT_OF: 'https://login.example.com:8443/',
    PLAIN: 'login.example.com',
  };
  const before = server([guard(), guard({ issuer: 'http://localhost:9/' })], environment, { ISSUER: 'https://login.example.com/' });
  const { function: facts, door } = withIssuer(before, settingsOf(before), ORIGIN);
  expect(facts.environment).toEqual({
    ...environment, ISSUER: `${ORIGIN}/`, KEYS: `${ORIGIN}/.well-known/jwks.json`, LIST: `["${ORIGIN}"]`,
  });
  expect(door).toMatchObject({
    functions: [{ environment: { ISSUER: `${ORIGIN}/` } }],
    routes: [{ guard: { issuer: `${ORIGIN}/` } }, { guard: { issuer: 'http://localhost:9/' } }],
  });
});

test('a user pool\'s login pages are replaced too, wherever its domain is', () => {
  const document = JSON.stringify({ authorization_endpoint: 'https://login.example.org/oauth2/authorize', token_endpoint: 'https://login.example.org/oauth2/token' });
  const before = server([guard({ issuer: POOL, audience: ['1a2b'] })], {}, { AUTHORIZATION_SERVER_METADATA: document });
  const { door } = withIssuer(before, settingsOf(before), ORIGIN);
  expect(door).toMatchObject({ functions: [{ environment: { AUTHORIZATION_SERVER_METADATA: document.replaceAll('https://login.example.org', ORIGIN) } }] });
});

test('behind a REST API it stands for the issuer of a token check, in its environment and in fixed answers', () => {
  const { adapter: _adapter, ...check } = functionFacts({ logicalId: 'Check', environment: { JWT_ISSUER: POOL } });
  const tokens = guard({ issuer: POOL, audience: ['1a2b'] });
  const document = JSON.stringify({ issuer: POOL, authorization_endpoint: 'https://login.example.org/oauth2/authorize' });
  const before = restServer({
    functions: [check],
    routes: [
      restRouteFacts('POST /mcp', {
        guard: { kind: 'rest-lambda', id: 'Authorizer', function: 'Check', type: 'TOKEN', identitySource: ['method.request.header.Authorization'], resultTtlSeconds: 300, tokens },
      }),
      restRouteFacts('GET /document', { mock: { status: 200, headers: [], body: { mediaType: 'application/json', text: document } } }),
      restRouteFacts('OPTIONS /mcp', { mock: { status: 204, headers: [] } }),
    ],
  });
  expect(remoteGuards(before)).toEqual([tokens]);
  const { door } = withIssuer(before, issuerSettings(before, [tokens], MCP_URL, () => 'secret'), ORIGIN);
  expect(door.functions).toEqual([{ ...check, environment: { JWT_ISSUER: ORIGIN } }]);
  expect(door.routes[1]).toMatchObject({
    mock: { body: { text: JSON.stringify({ issuer: ORIGIN, authorization_endpoint: `${ORIGIN}/oauth2/authorize` }) } },
  });
  expect(door.routes[2]).toEqual(before.door.routes[2]);
});
