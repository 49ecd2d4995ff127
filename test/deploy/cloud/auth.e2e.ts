import { fitForMinistack } from './assembly';
import { AUTHORIZED, PUBLIC_PATH, type ServerName, synthesiseAuths } from './auth-app';
import { type Answer, AuthDeployment, CALLED } from './auth-deployment';
import { type AuthorizationServer, cognitoTokens, jwtTokens, type Tokens, USER } from './auth-tokens';
import { type Cloud, describeDeployed, startCloud } from './cloud';
import { deploy } from './deployment';
import { fetchThrough } from './mcp-client';
import { type AccessKey, newAccessKey, signedHeaders } from './signed-request';
import { logIn } from './user-pool';
import { type Issuer, KEYS as ISSUER_KEYS, KEYS_MS, newKey, startIssuer } from '../../../cli/test/gateway/authorizer/issuer';
import { callAfterLogin, Memory } from '../../../cli/test/issuer/logging-in-client';

jest.setTimeout(300_000);

const OWN_METADATA = ['GET /.well-known/oauth-protected-resource', 'GET /.well-known/oauth-protected-resource/mcp'];

/** What answers those who show nothing, by server. */
const OPEN: [server: ServerName, routes: string[]][] = [
  ['Cognito', ['GET /.well-known/oauth-authorization-server', ...OWN_METADATA, 'POST /register']],
  ['Jwt', OWN_METADATA],
  ['Custom', []],
  ['Iam', []],
];

const MCP_ROUTES = ['DELETE /mcp', 'DELETE /mcp/{proxy+}', 'GET /mcp', 'GET /mcp/{proxy+}', 'POST /mcp', 'POST /mcp/{proxy+}'];

const REFUSED_FORGERIES: [token: string, status: number][] = [
  ['garbage', 401],
  ['a token with changed claims', 401],
  ['a token without a signature', 401],
  ['a token of the algorithm none', 401],
  ['a token signed with the public key', 401],
  ['a token of another key under the same id', 401],
  ['a token of an unknown key', 401],
];

/**
 * All ways to ask callers who they are, deployed. What AWS does and ministack does not is not shown here:
 *
 * - preflights: ministack refuses each OPTIONS with 403, as it does not read a template's CORS
 *   configuration (`cors-of-a-template` and `options` in test/deploy/parity/differences-ministack.ts),
 * - the header `www-authenticate` of a 401, which ministack does not send: clients look at the well-known
 *   places then,
 * - `aud` in Cognito's access tokens: ministack does not know the parameter `resource`, and so its tokens
 *   have a client id alone. That the MCP URL is taken for an audience is shown with `McpAuth.jwt`,
 * - a head of more than 10,240 bytes, and so a token of 20 kB: ministack has no limit,
 * - with `McpAuth.iam`, an `Authorization` header that is no signature, which ministack lets through, and
 *   a body that is not the signed one, which it does not look at.
 */
describeDeployed('a deployed server', (installed) => {
  let cloud: Cloud;
  let issuer: Issuer;
  let deployment: AuthDeployment;
  let tokens: { readonly Cognito: Tokens; readonly Jwt: Tokens };
  let caller: AccessKey;
  let stranger: AccessKey;

  beforeAll(async () => {
    const [key, thief] = await Promise.all([newKey('issuer'), newKey('thief')]);
    issuer = await startIssuer(key);
    cloud = await startCloud(installed, { checksPermissions: true });
    const assembly = synthesiseAuths(cloud.directory, issuer.url);
    fitForMinistack(assembly, cloud.environment);
    const outputs = await deploy(assembly, cloud);
    deployment = new AuthDeployment(cloud.ministack, outputs);
    const server = await deployment.document('Cognito', '/.well-known/oauth-authorization-server') as AuthorizationServer;
    tokens = {
      Cognito: await cognitoTokens(cloud.ministack, outputs, server, thief),
      Jwt: jwtTokens(issuer.url, deployment.mcpUrl('Jwt').href, key, thief),
    };
    [caller, stranger] = await Promise.all([outputs.CallerName, outputs.StrangerName].map((user) => newAccessKey(cloud.endpoint, user)));
  }, KEYS_MS + 300_000);

  afterAll(async () => {
    await cloud?.stop();
    await issuer?.close();
  });

  /** Headers that show what callers of that server would. */
  function showing(server: 'Cognito' | 'Jwt', token: string): Record<string, string> {
    expect(tokens[server][token]).toBeTruthy(); // it is in the list
    return { authorization: `Bearer ${tokens[server][token]}` };
  }

  async function signed(by: AccessKey, route?: string): Promise<Answer> {
    const { method, url } = deployment.target('Iam', route);
    return deployment.send('Iam', { route, headers: await signedHeaders(url, method, by) });
  }

  /** Expects that an answer is a refusal, and that the server has not been asked. */
  async function expectRefusal(server: ServerName, status: number, send: () => Promise<Answer>): Promise<void> {
    const before = await deployment.invocations(server);
    expect((await send()).status).toBe(status);
    expect(await deployment.invocations(server)).toBe(before);
  }

  async function expectCall(server: ServerName, send: () => Promise<Answer>): Promise<void> {
    const before = await deployment.invocations(server);
    expect(await send()).toEqual(CALLED);
    expect(await deployment.invocations(server)).toBe(before + 1);
  }

  // First: once ministack has the keys, it keeps them for two hours, as AWS does.
  test('with jwt refuses a good token while the keys of the issuer are out of reach', async () => {
    issuer.answers.set(ISSUER_KEYS, (_, response) => response.writeHead(503).end());
    await expectRefusal('Jwt', 401, async () => deployment.send('Jwt', { headers: showing('Jwt', 'a token for the audience') }));
    expect(issuer.asked).toContain(ISSUER_KEYS);
    issuer.answers.delete(ISSUER_KEYS);
  });

  describe('of any auth', () => {
    test.each(OPEN)('%s answers those who show nothing on exactly these routes: %j', async (server, open) => {
      const routes = await deployment.routes(server);
      expect(routes).toEqual([...MCP_ROUTES, ...open].sort());
      const statuses = await Promise.all(routes.map(async (route) => [route, (await deployment.send(server, { route })).status] as const));
      const refused = statuses.filter(([, status]) => status === 401 || status === 403).map(([route]) => route);
      expect(refused).toEqual(MCP_ROUTES);
    });

    test.each(OPEN)('%s has no answer elsewhere', async (server) => {
      expect(await deployment.send(server, { route: 'POST /' })).toEqual({ status: 404, body: '{"message":"Not Found"}' });
    });

    test.each(MCP_ROUTES)('refuses on %s who shows what is not enough', async (route) => {
      const answers = {
        Cognito: await deployment.send('Cognito', { route, headers: showing('Cognito', 'an ID token') }),
        Jwt: await deployment.send('Jwt', { route, headers: showing('Jwt', 'an ID token') }),
        Custom: await deployment.send('Custom', { route, headers: { authorization: 'Bearer sesame' } }),
        Iam: await signed(stranger, route),
      };
      const statuses = Object.entries(answers).map(([server, { status }]) => [server, status]);
      expect(Object.fromEntries(statuses)).toEqual({ Cognito: 403, Jwt: 403, Custom: 403, Iam: 403 });
    });
  });

  describe('with cognito', () => {
    test.each(['a program\'s access token', 'a user\'s access token'])('is called with %s', async (token) => {
      await expectCall('Cognito', async () => deployment.send('Cognito', { headers: showing('Cognito', token) }));
    });

    test('refuses who has no token', async () => {
      await expectRefusal('Cognito', 401, async () => deployment.send('Cognito'));
    });

    test.each([
      ['an ID token', 403],
      ['an access token without the scope', 403],
      ['an access token of another client of the pool', 401],
      ['an access token of another pool', 401],
      ['an expired access token', 401],
      ...REFUSED_FORGERIES,
    ] as [string, number][])('refuses %s with %d', async (token, status) => {
      await expectRefusal('Cognito', status, async () => deployment.send('Cognito', { headers: showing('Cognito', token) }));
    });

    test('lets the official client, which knows the MCP URL alone, register itself, a user log in, and a tool be called', async () => {
      const memory = new Memory();
      const result = await callAfterLogin(deployment.mcpUrl('Cognito').href, 'add', memory, {
        fetch: fetchThrough(cloud.ministack.port),
        login: async (authorizationUrl) => logIn(cloud.ministack, { authorizationUrl, ...USER }),
        args: { a: 19, b: 23 },
      });
      expect(result.structuredContent).toEqual({ sum: 42 });
      expect(memory.authorizationUrl?.searchParams.get('resource')).toBe(deployment.mcpUrl('Cognito').href);
      expect(memory.tokens()).not.toHaveProperty('id_token');
    });

    test('says where tokens are to be had, from its own configuration', async () => {
      const { origin, href } = deployment.mcpUrl('Cognito');
      const resource = { resource: href, authorization_servers: [origin], scopes_supported: ['mcp/use'], bearer_methods_supported: ['header'], resource_name: 'Cognito' };
      expect(await deployment.document('Cognito', '/.well-known/oauth-protected-resource')).toEqual(resource);
      expect(await deployment.document('Cognito', '/.well-known/oauth-protected-resource/mcp')).toEqual(resource);

      const server = await deployment.document('Cognito', '/.well-known/oauth-authorization-server') as Record<string, string>;
      const [, login] = /^(https:\/\/mcp-[0-9a-f-]+\.auth\.us-east-1\.amazoncognito\.com)\/oauth2\/authorize$/.exec(server.authorization_endpoint) ?? [];
      expect(server).toEqual({
        issuer: origin,
        authorization_endpoint: `${login}/oauth2/authorize`,
        token_endpoint: `${login}/oauth2/token`,
        revocation_endpoint: `${login}/oauth2/revoke`,
        registration_endpoint: `${origin}/register`,
        jwks_uri: expect.stringMatching(/^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\/us-east-1_\w+\/\.well-known\/jwks\.json$/),
        scopes_supported: ['mcp/use', 'openid', 'email', 'phone', 'profile'],
        response_types_supported: ['code'],
        grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
        token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
        code_challenge_methods_supported: ['S256'],
      });
    });

    test.each([
      ['a client that it knows', ['http://localhost:8080/callback'], ['http://localhost:8080/callback']],
      ['one that would be sent elsewhere, too, to where it may be', ['https://evil.example/', 'http://127.0.0.1:33418/'], ['http://127.0.0.1:33418/']],
      ['one that would be sent elsewhere alone', ['https://evil.example/'], undefined],
    ])('answers the registration of %s', async (_, redirect_uris, allowed) => {
      const answer = await deployment.send('Cognito', { route: 'POST /register', body: JSON.stringify({ redirect_uris }) });
      expect(answer.status).toBe(allowed ? 201 : 400);
      expect(JSON.parse(answer.body)).toMatchObject(allowed
        ? { client_id: expect.stringMatching(/^\w+$/), redirect_uris: allowed, token_endpoint_auth_method: 'none' }
        : { error: 'invalid_redirect_uri' });
    });
  });

  describe('with jwt', () => {
    test.each([
      'a token for the audience', 'a token for the MCP URL', 'a token for the MCP URL with a slash at its end', 'a token of the client, without an audience',
    ])('is called with %s', async (token) => {
      await expectCall('Jwt', async () => deployment.send('Jwt', { headers: showing('Jwt', token) }));
    });

    test('refuses who has no token', async () => {
      await expectRefusal('Jwt', 401, async () => deployment.send('Jwt'));
    });

    test.each([
      ['an ID token', 403],
      ['a token with another scope', 403],
      ['a token for another audience', 401],
      ['a token for another audience, of the client', 401],
      ['a token of another client', 401],
      ['an expired token', 401],
      ['a token that is not valid yet', 401],
      ['a token of another issuer', 401],
      ['a token of the issuer with a slash at its end', 401],
      ...REFUSED_FORGERIES,
    ] as [string, number][])('refuses %s with %d', async (token, status) => {
      await expectRefusal('Jwt', status, async () => deployment.send('Jwt', { headers: showing('Jwt', token) }));
    });

    test('names the issuer to those who look for it', async () => {
      expect(await deployment.document('Jwt', '/.well-known/oauth-protected-resource/mcp')).toMatchObject({
        resource: deployment.mcpUrl('Jwt').href, authorization_servers: [issuer.url], scopes_supported: ['mcp/use'],
      });
    });
  });

  describe('with a Lambda authorizer', () => {
    test('is called by whom the authorizer lets in', async () => {
      await expectCall('Custom', async () => deployment.send('Custom', { headers: { authorization: AUTHORIZED } }));
    });

    test('refuses whom the authorizer does not let in', async () => {
      await expectRefusal('Custom', 403, async () => deployment.send('Custom', { headers: { authorization: `${AUTHORIZED}!` } }));
    });

    test('refuses who shows nothing', async () => {
      await expectRefusal('Custom', 401, async () => deployment.send('Custom'));
    });
  });

  describe('with iam', () => {
    test('is called by a user to whom it was granted', async () => {
      await expectCall('Iam', async () => signed(caller));
    });

    test.each([
      ['a user to whom it was not granted', () => stranger],
      ['who signs with a key that is not the user\'s', () => ({ ...caller, secretAccessKey: stranger.secretAccessKey })],
      ['who signs with a key that nobody has', () => ({ ...caller, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' })],
    ])('refuses %s', async (_, key) => {
      await expectRefusal('Iam', 403, async () => signed(key()));
    });

    test('refuses who does not sign', async () => {
      await expectRefusal('Iam', 403, async () => deployment.send('Iam'));
    });
  });

  describe('that asks by itself', () => {
    test('is reached by all on exactly the MCP path and the public one', async () => {
      expect(await deployment.routes('InServer')).toEqual([`ANY ${PUBLIC_PATH}`, ...MCP_ROUTES]);
      await expectCall('InServer', async () => deployment.send('InServer'));
    });

    test('gets what is sent to the public path, and nothing from a path below it or another one', async () => {
      const before = await deployment.invocations('InServer');
      const reached = { status: 404, body: '' }; // the server's own words
      expect(await deployment.send('InServer', { route: `POST ${PUBLIC_PATH}` })).toEqual(reached);
      expect(await deployment.send('InServer', { route: `GET ${PUBLIC_PATH}` })).toEqual(reached);
      for (const path of [`${PUBLIC_PATH}/below`, '/', '/register', '/.well-known/oauth-protected-resource']) {
        expect(await deployment.send('InServer', { route: `POST ${path}` })).toEqual({ status: 404, body: '{"message":"Not Found"}' });
      }
      expect(await deployment.invocations('InServer')).toBe(before + 2);
    });
  });
});
