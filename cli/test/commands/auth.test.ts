import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { McpAuth, McpDomain, McpDomainOptions, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { logIn } from '../issuer/log-in';
import { callAfterLogin, CALLBACK, Memory } from '../issuer/logging-in-client';
import { fixture } from '../served-server';
import { call, devOfStack, readyStack } from './one-of-stacks';
import { allGone, endPrograms } from './running-program';
import { callTool, signing } from './signed-calls';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'));
  const app = new App({ outdir: join(directory, 'cdk.out'), context: { 'aws:cdk:enable-path-metadata': true } });
  for (const [name, { auth, stageName, domain }] of Object.entries<ServerOfTest>(SERVERS)) {
    const stack = new Stack(app, name);
    new McpLambdaServer(stack, 'Server', {
      code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }),
      endpoint: McpEndpoint.httpApi({ path: '/mcp', stageName }),
      auth,
      domain: domain && McpDomain.fromCertificate('mcp.example.com', Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE), domain),
    });
  }
  app.synth();
});

afterEach(endPrograms);
afterAll(() => rmSync(directory, { recursive: true }));

interface ServerOfTest {
  readonly auth: McpAuth;
  readonly stageName?: string;
  readonly domain?: McpDomainOptions;
}

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/one';

const registering = McpAuth.cognito({ clientRegistration: true });
const known = McpAuth.cognito();
const jwt = McpAuth.jwt({ issuer: 'https://login.example.com/', audience: ['https://api.example.com'], scopes: ['mcp/use'] });

const SERVERS = {
  Registering: { auth: registering },
  Known: { auth: known },
  Machine: { auth: McpAuth.cognito({ machineClient: true }) },
  Signed: { auth: McpAuth.iam() },
  Jwt: { auth: jwt },
  RegisteringAtDomain: { auth: registering, domain: {} },
  RegisteringAtDomainAlone: { auth: registering, stageName: 'prod', domain: { disableDefaultEndpoint: true } },
  KnownAtDomain: { auth: known, stageName: 'prod', domain: {} },
  JwtAtDomain: { auth: jwt, stageName: 'prod', domain: {} },
  BelowBasePath: { auth: known, domain: { basePath: 'tools' } },
  JwtBelowBasePath: { auth: jwt, domain: { basePath: 'tools' } },
} satisfies Record<string, ServerOfTest>;

const dev = (stack: keyof typeof SERVERS, ...args: string[]) => devOfStack(directory, stack, ...args);

const start = async (stack: keyof typeof SERVERS, ...args: string[]) => readyStack(directory, stack, ...args);

describe('the official client, given nothing but the MCP URL, logs in and calls a tool', () => {
  test.each(['Registering', 'RegisteringAtDomain', 'RegisteringAtDomainAlone', 'Jwt', 'JwtAtDomain'] as const)('%s: it registers itself', async (stack) => {
    const { ready: { url, auth } } = await start(stack);
    const memory = new Memory();
    expect((await callAfterLogin(url, 'whoami', memory)).content).toEqual([{ type: 'text', text: expect.stringMatching(/^\d+$/) }]);
    expect(memory.authorizationUrl?.origin).toBe(auth?.issuer);
    expect(memory.client!.client_id === auth?.clientId).toBe(stack.startsWith('Registering'));
  }, 30_000);

  test.each(['Known', 'KnownAtDomain', 'Jwt', 'JwtAtDomain'] as const)('%s: it has the client id that was printed', async (stack) => {
    const { ready: { url, auth } } = await start(stack);
    const issuer = stack.startsWith('Known') ? new URL(url).origin : `${auth!.issuer}/`;
    const result = await callAfterLogin(url, 'whoami', new Memory({ client_id: auth!.clientId, issuer }));
    expect(result.isError).toBeFalsy();
  }, 30_000);
});

test('a client is sent back to the callback URLs that the template has for it, as Visual Studio Code to its last one, and to no port beside them', async () => {
  const { ready: { url, auth } } = await start('Registering');
  const redirect_uris = ['https://vscode.dev/redirect', 'http://127.0.0.1/', 'http://127.0.0.1:33418/'];
  const registered = await fetch(new URL('/register', url), {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ redirect_uris }),
  });
  expect([registered.status, await registered.json()]).toEqual([201, expect.objectContaining({ redirect_uris: ['https://vscode.dev/redirect', 'http://127.0.0.1:33418/'] })]);
  const back = await logIn(authorization(auth!.issuer, auth!.clientId, { redirect_uri: 'http://127.0.0.1:33418/', resource: url }));
  expect([back.origin, back.searchParams.get('code')]).toEqual(['http://127.0.0.1:33418', expect.any(String)]);
  const refused = await fetch(authorization(auth!.issuer, auth!.clientId, { redirect_uri: 'http://127.0.0.1:33419/' }), { redirect: 'manual' });
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('invalid_redirect_uri')]);
}, 30_000);

describe('below the base path of a domain', () => {
  test.each(['BelowBasePath', 'JwtBelowBasePath'] as const)('%s: clients find nothing, as on AWS, and the token to paste opens the server', async (stack) => {
    const { ready: { url, auth } } = await start(stack);
    const { origin, pathname } = new URL(url);
    expect(pathname).toBe('/tools/mcp');
    for (const path of ['oauth-protected-resource/tools/mcp', 'oauth-protected-resource', 'oauth-authorization-server', 'openid-configuration']) {
      expect((await fetch(`${origin}/.well-known/${path}`)).status).toBe(404);
    }
    await expect(callAfterLogin(url, 'whoami', new Memory())).rejects.toThrow('the client was not sent to a login');
    expect(await call(url)).toEqual([401, 'Bearer']);
    expect((await call(url, auth!.token))[0]).toBe(200);
  }, 30_000);

  test('a client that is told where to log in gets a token for the URL', async () => {
    const { ready: { url, auth } } = await start('BelowBasePath');
    const back = await logIn(authorization(auth!.issuer, auth!.clientId, { scope: 'mcp/use', resource: url }));
    const token = await tokenFor(auth!.issuer, auth!.clientId, back.searchParams.get('code')!);
    expect((await call(url, token.access_token))[0]).toBe(200);
  }, 30_000);
});

test('beside a domain the API\'s own URL answers with its stage, unless it is switched off', async () => {
  for (const [stack, status] of [['JwtAtDomain', 200], ['RegisteringAtDomainAlone', 404]] as const) {
    const { ready: { url, auth } } = await start(stack);
    const { origin } = new URL(url);
    expect((await call(`${origin}/prod/mcp`, auth!.token))[0]).toBe(status);
    expect((await call(`${origin}/prod/mcp`))[0]).toBe(status === 200 ? 401 : status);
  }
}, 30_000);

test('the token to paste opens the server; none, one of another run, a changed one and an ID token do not', async () => {
  const { ready: { url, auth } } = await start('Known');
  const other = await start('Known');
  const [head, claims, signature] = auth!.token.split('.');
  const changed = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()) as object, sub: 'eve' })).toString('base64url');
  expect((await call(url, auth!.token))[0]).toBe(200);
  expect(await call(url)).toEqual([401, 'Bearer']);
  expect(await call(url, other.ready.auth!.token)).toEqual([401, expect.stringContaining('invalid_token')]);
  expect(await call(url, [head, changed, signature].join('.'))).toEqual([401, expect.stringContaining('the signature is invalid')]);
  // Its audience is the client id, which the authorizer of a user pool takes: the scopes keep it out.
  expect(await call(url, await idToken(auth!.issuer, auth!.clientId))).toEqual([403, expect.stringContaining('insufficient_scope')]);
}, 30_000);

test('a program gets a token with the id and secret that were printed, and calls a tool', async () => {
  const { ready: { url, auth } } = await start('Machine');
  const [{ clientId, clientSecret, tokenUrl, scopes }] = auth!.machineClients!;
  expect(scopes).toEqual(['mcp/use']);
  const answer = await fetch(tokenUrl, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  });
  const { access_token: token } = await answer.json() as { access_token: string };
  const result = await callTool(url, { requestInit: { headers: { authorization: `Bearer ${token}` } } });
  expect(result.content).toEqual([{ type: 'text', text: expect.stringMatching(/^\d+$/) }]);
}, 30_000);

describe('IAM', () => {
  test('the official client, whose requests are signed with the key that was printed, calls a tool; with that of another run it does not', async () => {
    const { ready: { url, signing: key, auth } } = await start('Signed');
    const other = await start('Signed');
    expect(auth).toBeUndefined();
    expect(key).toMatchObject({ region: 'us-east-1', service: 'execute-api', userArn: 'arn:aws:iam::000000000000:user/developer' });
    expect((await callTool(url, signing(key!))).content).toEqual([{ type: 'text', text: expect.stringMatching(/^\d+$/) }]);
    await expect(callTool(url, signing(other.ready.signing!))).rejects.toThrow(/403|Forbidden/);
    expect(await call(url)).toEqual([403, null]);
  }, 30_000);

  test('is off with --auth off, and cannot be asked with --auth remote', async () => {
    const off = await start('Signed', '--auth', 'off');
    expect((await call(off.ready.url))[0]).toBe(200);
    expect(await off.program.event('request')).toMatchObject({ status: 200, auth: 'off' });
    const remote = await start('Signed', '--auth', 'remote');
    const reason = 'guarded by IAM authorization, which --auth remote cannot check: AWS alone knows whose signatures are good';
    expect(remote.ready).toMatchObject({ unserved: `501: ${reason}` });
    expect([off.ready.signing, remote.ready.signing]).toEqual([undefined, undefined]);
    expect((await call(remote.ready.url))[0]).toBe(501);
    expect(remote.program.events).toContainEqual(
      expect.objectContaining({ id: 'iam-authorizer', message: expect.stringContaining('POST /mcp, GET /mcp, DELETE /mcp') }));
  }, 30_000);
});

test('a token for another audience is refused, and the issuer gives out none for another server', async () => {
  const { ready: { url, auth } } = await start('Jwt');
  expect(await call(url, await idToken(auth!.issuer, auth!.clientId))).toEqual([401, expect.stringContaining('valid audience')]);
  const back = await logIn(authorization(auth!.issuer, auth!.clientId, { resource: 'https://other.example.com/mcp' }));
  expect(back.searchParams.get('error')).toBe('invalid_target');
}, 30_000);

test('the issuer ends with dev, and was named in what clients are told', async () => {
  const { program, ready: { url, auth } } = await start('Jwt');
  const { origin } = new URL(url);
  const document = await (await fetch(`${origin}/.well-known/oauth-protected-resource/mcp`)).json() as object;
  expect(document).toMatchObject({ resource: url, authorization_servers: [`${auth!.issuer}/`], scopes_supported: ['mcp/use'] });
  program.child.kill('SIGKILL');
  await program.result;
  await allGone(program.instances.map(({ pid }) => pid));
  await expect(untilClosed(auth!.issuer)).resolves.toBeUndefined();
}, 30_000);

test('--auth off lets everybody in and says so with each request', async () => {
  const { program, ready: { url, auth } } = await start('Known', '--auth', 'off');
  expect(auth).toBeUndefined();
  expect((await call(url))[0]).toBe(200);
  expect(await program.event('request')).toMatchObject({ status: 200, auth: 'off' });
}, 30_000);

test('--auth remote leaves the template\'s issuer in its place, and cannot do without one', async () => {
  const { ready: { url, auth } } = await start('Jwt', '--auth', 'remote');
  expect(auth).toBeUndefined();
  const document = await (await fetch(`${new URL(url).origin}/.well-known/oauth-protected-resource/mcp`)).json() as object;
  expect(document).toMatchObject({ resource: url, authorization_servers: ['https://login.example.com/'] });
  const { code, errors } = await dev('Known', '--auth', 'remote').result;
  expect([code, errors]).toEqual([1, expect.stringMatching(/^.*--auth remote: the authorizer \w+ is made of ServerAuthUserPool\w+ and \w+, which only a deployment makes\. Use --auth local/)]);
}, 30_000);

/** A request of a client that needs no registration. */
function authorization(issuer: string, clientId: string, more: Record<string, string>): URL {
  const url = new URL('/oauth2/authorize', issuer);
  url.search = new URLSearchParams({
    response_type: 'code', client_id: clientId, redirect_uri: CALLBACK, code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256', ...more,
  }).toString();
  return url;
}

async function idToken(issuer: string, clientId: string): Promise<string> {
  const code = (await logIn(authorization(issuer, clientId, { scope: 'openid' }))).searchParams.get('code')!;
  return (await tokenFor(issuer, clientId, code)).id_token;
}

async function tokenFor(issuer: string, clientId: string, code: string): Promise<{ readonly id_token: string; readonly access_token: string }> {
  const response = await fetch(`${issuer}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', code, client_id: clientId, redirect_uri: CALLBACK, code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' }),
  });
  return await response.json() as Awaited<ReturnType<typeof tokenFor>>;
}

/** Resolves when nobody listens there any more. */
async function untilClosed(origin: string): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (await fetch(origin).then(async (response) => response.text(), () => undefined) !== undefined) {
    if (performance.now() > deadline) throw new Error(`${origin} is still open`);
  }
}
