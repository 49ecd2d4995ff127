import { logIn } from './log-in';
import { startGuardian } from '../../src/instances/guardian';
import { LocalIssuer, startIssuer } from '../../src/issuer/issuer';
import { IssuerSettings, PastedToken } from '../../src/issuer/settings';
import { raw, statusOf } from '../gateway/raw-client';

const MCP_URL = 'http://localhost:3000/mcp';
const CALLBACK = 'https://client.example.com/callback';

const COGNITO: IssuerSettings = {
  issuers: ['https://cognito-idp.us-east-1.amazonaws.com/local-Pool'],
  slash: false,
  cognito: true,
  resources: [MCP_URL],
  audience: MCP_URL,
  scopes: ['mcp/use'],
  clients: [{ id: 'client', redirectUris: [CALLBACK] }],
  machines: [{ id: 'machine', secret: 'a-secret_that.is+no/URL', scopes: ['mcp/use', 'mcp/admin'] }],
};
const OTHER: IssuerSettings = { ...COGNITO, slash: true, cognito: false, machines: [], plainAudience: 'https://api.example.com' };

const problems: string[] = [];
const guardian = startGuardian();
let issuer: LocalIssuer;
let pasted: PastedToken;

beforeAll(async () => { issuer = await startIssuer(guardian, (message) => problems.push(message)); });
beforeEach(async () => { pasted = await issuer.serve(COGNITO); });
afterAll(async () => {
  await issuer.close();
  await guardian.close();
  expect(problems).toEqual([]);
});

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

/** An authorization request, changed by what is given; undefined leaves a parameter out. */
function request(change: Record<string, string | undefined> = {}): URL {
  const url = new URL('/oauth2/authorize', issuer.origin);
  const plain = {
    response_type: 'code',
    client_id: 'client',
    redirect_uri: CALLBACK,
    scope: 'mcp/use',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries({ ...plain, ...change })) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

const post = async (path: string, body: Record<string, string>) => fetch(`${issuer.origin}${path}`, { method: 'POST', body: new URLSearchParams(body) });

/** The answer of the token endpoint after a login. */
async function tokens(change: Record<string, string | undefined> = {}): Promise<Record<string, string>> {
  const back = await logIn(request(change));
  const response = await post('/oauth2/token', {
    grant_type: 'authorization_code', code: back.searchParams.get('code')!, client_id: 'client', redirect_uri: change.redirect_uri ?? CALLBACK, code_verifier: VERIFIER,
  });
  return await response.json() as Record<string, string>;
}

const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()) as Record<string, unknown>;

test('a login gives an access token for the resource, with the name that was given', async () => {
  const { access_token: token } = await tokens({ resource: MCP_URL });
  expect(claims(token)).toMatchObject({
    iss: issuer.origin, aud: MCP_URL, sub: 'ada', username: 'ada', client_id: 'client', token_use: 'access', scope: 'mcp/use',
  });
});

test('without a resource the audience is the client id for a user pool, and the first of the authorizer\'s otherwise', async () => {
  expect(claims((await tokens()).access_token).aud).toBe('client');
  await issuer.serve(OTHER);
  expect(claims((await tokens()).access_token)).toMatchObject({ aud: 'https://api.example.com', iss: `${issuer.origin}/` });
});

test('the token to paste has the same claims and is good for 12 hours', async () => {
  const { exp, ...rest } = claims(pasted.token);
  expect(rest).toMatchObject({ iss: issuer.origin, aud: MCP_URL, sub: 'developer', client_id: 'client', token_use: 'access', scope: 'mcp/use' });
  expect(Number(exp) * 1000).toBe(Date.parse(pasted.expires));
  expect(Number(exp) - Number(rest.iat)).toBeGreaterThan(12 * 3600 - 2);
});

test('a request without scopes gets all of them', async () => {
  expect(claims((await tokens({ scope: undefined, resource: MCP_URL })).access_token).scope).toBe('mcp/use');
});

test('a refresh token gives another access token', async () => {
  const { refresh_token: refresh } = await tokens({ resource: MCP_URL });
  const response = await post('/oauth2/token', { grant_type: 'refresh_token', refresh_token: refresh, client_id: 'client' });
  expect(claims((await response.json() as { access_token: string }).access_token)).toMatchObject({ aud: MCP_URL, scope: 'mcp/use' });
});

test.each([
  ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  ['with a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['for the resource of another server', { resource: 'https://other.example.com/mcp' }, 'invalid_target'],
])('a request %s is sent back with an error', async (_name, change, error) => {
  expect((await logIn(request(change))).searchParams.get('error')).toBe(error);
});

test.each([
  ['of an unknown client', { client_id: 'other' }, 'invalid_client'],
  ['that is to be sent back elsewhere', { redirect_uri: 'https://evil.example.com/callback' }, 'invalid_redirect_uri'],
  ['that is to be sent back to a name like that of this machine', { redirect_uri: 'http://localhost.example.com/callback' }, 'invalid_redirect_uri'],
])('a request %s ends on a page, and nobody is sent anywhere', async (_name, change, error) => {
  const response = await fetch(request(change), { redirect: 'manual' });
  expect([response.status, response.headers.get('location'), await response.text()]).toEqual([400, null, expect.stringContaining(error)]);
});

const LOOPBACK = ['http://localhost:8123/callback', 'http://127.0.0.1:1/x', 'http://[::1]:65535/'];

test('a client whose callback URLs are known is sent back to them alone, the port compared as by Cognito', async () => {
  await issuer.serve({ ...COGNITO, clients: [{ id: 'client', redirectUris: [CALLBACK, 'http://127.0.0.1:33418/', 'cursor://callback'] }] });
  for (const uri of ['http://127.0.0.1:33418/', 'cursor://callback']) {
    expect((await logIn(request({ redirect_uri: uri }))).href).toContain(`${uri}?code=`);
  }
  for (const uri of [...LOOPBACK, 'http://127.0.0.1:33419/', 'http://localhost:33418/', 'http://127.0.0.1:33418', 'http://127.0.0.1/']) {
    const response = await fetch(request({ redirect_uri: uri }), { redirect: 'manual' });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('invalid_redirect_uri')]);
  }
});

test('a client of which no callback URL is known may be on any port of this machine', async () => {
  await issuer.serve({ ...COGNITO, clients: [{ id: 'client', redirectUris: [] }] });
  for (const uri of LOOPBACK) {
    expect((await logIn(request({ redirect_uri: uri }))).origin).toBe(new URL(uri).origin);
  }
});

test('clients see another issuer than the one of a user pool\'s tokens, and so no iss comes back', async () => {
  expect((await logIn(request())).searchParams.has('iss')).toBe(false);
  await issuer.serve(OTHER);
  expect((await logIn(request())).searchParams.get('iss')).toBe(`${issuer.origin}/`);
});

test('clients register with the issuer itself, unless it stands for a user pool', async () => {
  const register = async () => fetch(`${issuer.origin}/register`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ redirect_uris: ['cursor://callback'], token_endpoint_auth_method: 'none' }),
  });
  expect((await register()).status).toBe(404);
  await issuer.serve(OTHER);
  expect((await register()).status).toBe(201);
  const document = await (await fetch(`${issuer.origin}/.well-known/oauth-authorization-server`)).json();
  expect(document).toMatchObject({
    issuer: `${issuer.origin}/`, registration_endpoint: `${issuer.origin}/register`, code_challenge_methods_supported: ['S256'],
  });
});

test('the page shows what is asked for as text, may stand in no frame, and takes no name that could end a line', async () => {
  await issuer.serve({ ...COGNITO, clients: [{ id: 'client', redirectUris: [] }] });
  const first = await fetch(request({ redirect_uri: 'http://localhost:1/<script>' }), { redirect: 'manual' });
  const cookie = first.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const login = new URL(first.headers.get('location')!, issuer.origin);
  const page = await fetch(login, { headers: { cookie } });
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(await page.text()).not.toContain('<script');
  const submit = async (name: string, headers: Record<string, string> = {}) =>
    (await fetch(login, { method: 'POST', redirect: 'manual', headers: { cookie, ...headers }, body: new URLSearchParams({ name }) })).status;
  expect(await submit('a\nb')).toBe(400);
  expect(await submit('a'.repeat(65))).toBe(400);
  expect(await submit('a'.repeat(5_000))).toBe(400);
  expect(await submit('ada', { origin: 'https://evil.example.com' })).toBe(403);
  expect(await submit('a'.repeat(64), { origin: issuer.origin })).toBe(303);
});

test('a host that is not the issuer\'s own is refused: its page could click the button by itself', async () => {
  const { port } = new URL(issuer.origin);
  const answer = async (host: string) => statusOf(await raw(Number(port), ['GET /.well-known/openid-configuration HTTP/1.1', `host: ${host}`, 'connection: close', '', '']));
  expect(await answer(`evil.example.com:${port}`)).toBe(403);
  expect(await answer(`127.0.0.1:${port}`)).toBe(200);
});

test('a login that nobody has begun is none', async () => {
  expect((await fetch(`${issuer.origin}/login/unknown`)).status).toBe(400);
});

describe('a program gets a token by client credentials', () => {
  const [{ id, secret }] = COGNITO.machines;
  const inBody = async (more: Record<string, string> = {}) => post('/oauth2/token', { grant_type: 'client_credentials', client_id: id, client_secret: secret, ...more });

  test('with its secret in the header or in the body, and all of its scopes where it asks for none', async () => {
    const inHeader = fetch(`${issuer.origin}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from([id, secret].map(encodeURIComponent).join(':')).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    for (const response of await Promise.all([inBody(), inHeader])) {
      const { access_token: token, ...rest } = await response.json() as Record<string, string>;
      expect(rest).toEqual({ expires_in: 3600, token_type: 'Bearer', scope: 'mcp/use mcp/admin' });
      expect(claims(token)).toMatchObject({ iss: issuer.origin, aud: id, sub: id, client_id: id, token_use: 'access', scope: 'mcp/use mcp/admin' });
      expect(claims(token)).not.toHaveProperty('username');
    }
  });

  test('with the scopes that it asks for, and without a resource, whatever it names', async () => {
    const { access_token: token } = await (await inBody({ scope: 'mcp/admin', resource: 'https://other.example.com/mcp' })).json() as Record<string, string>;
    expect(claims(token)).toMatchObject({ aud: id, scope: 'mcp/admin' });
  });

  test.each<[string, Record<string, string>, number, string]>([
    ['another secret', { client_secret: 'other' }, 401, 'invalid_client'],
    ['no secret', { client_secret: '' }, 401, 'invalid_client'],
    ['the id of a client for people', { client_id: 'client', client_secret: '' }, 400, 'invalid_request'],
    ['a scope of somebody else', { scope: 'mcp/use other/use' }, 400, 'invalid_scope'],
    ['a scope of users', { scope: 'openid' }, 400, 'invalid_scope'],
    ['another grant', { grant_type: 'authorization_code', code: 'a', redirect_uri: CALLBACK, code_verifier: VERIFIER }, 400, 'invalid_request'],
  ])('but not with %s', async (_name, change, status, error) => {
    const response = await inBody(change);
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ error })]);
  });

  test('and nobody does where the template has no such client', async () => {
    await issuer.serve(OTHER);
    expect((await inBody()).status).toBe(401);
    const document = await (await fetch(`${issuer.origin}/.well-known/oauth-authorization-server`)).json() as { grant_types_supported: string[] };
    expect(document.grant_types_supported).not.toContain('client_credentials');
  });
});
