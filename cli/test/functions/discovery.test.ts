import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { readServers } from '../../src/template/read-servers';
import { RunningGateway, startGateway } from '../gateway/running-gateway';
import { fixture } from '../served-server';

const REDIRECT = 'http://localhost:8080/callback';

const SERVERS: Record<string, { readonly auth: McpAuth; readonly stageName?: string }> = {
  Jwt: { auth: McpAuth.jwt({ issuer: 'https://login.example.com', scopes: ['mcp/use'] }) },
  Staged: { auth: McpAuth.jwt({ issuer: 'https://login.example.com', scopes: ['mcp/use'] }), stageName: 'prod' },
  Registering: { auth: McpAuth.cognito({ clientRegistration: true, callbackUrls: [REDIRECT] }) },
};

let directory: string;
const gateways = new Map<string, RunningGateway>();

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'));
  const app = new App({ outdir: join(directory, 'cdk.out') });
  for (const [name, { auth, stageName }] of Object.entries(SERVERS)) {
    new McpLambdaServer(new Stack(app, name), 'Server', {
      code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }), endpoint: McpEndpoint.httpApi({ path: '/mcp', stageName }), auth,
    });
  }
  app.synth();
  for (const server of readServers(join(directory, 'cdk.out')).servers) {
    gateways.set(server.stack, await startGateway(server));
  }
});

afterAll(async () => {
  await Promise.all([...gateways.values()].map(async (gateway) => gateway.close()));
  rmSync(directory, { recursive: true });
});

async function ask(stack: string, path: string, init: RequestInit = {}) {
  const { port } = gateways.get(stack)!;
  const url = `http://localhost:${port}`;
  const answer = await fetch(`${url}${path}`, init);
  return { url, answer, text: await answer.text() };
}

describe('the library\'s discovery is answered by its own function, with the local origin', () => {
  test.each([
    ['Jwt', '', '/mcp'],
    ['Jwt', '/mcp', '/mcp'],
    ['Staged', '', '/prod/mcp'],
    ['Staged', '/prod/mcp', '/prod/mcp'],
  ])('%s: %s', async (stack, inserted, mcpPath) => {
    const { url, answer, text } = await ask(stack, `/.well-known/oauth-protected-resource${inserted}`, { headers: { origin: 'https://app.example.com' } });
    expect(JSON.parse(text)).toMatchObject({ resource: `${url}${mcpPath}`, authorization_servers: ['https://login.example.com'], scopes_supported: ['mcp/use'] });
    expect([answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('content-type')]).toEqual([200, '*', 'application/json']);
  });

  test('a preflight is answered by the API, and other OPTIONS by the function', async () => {
    const headers = { 'origin': 'https://app.example.com', 'access-control-request-method': 'GET' };
    const gateway = gateways.get('Jwt')!;
    const before = (await gateway.requests(0)).length;
    const preflight = await ask('Jwt', '/.well-known/oauth-protected-resource', { method: 'OPTIONS', headers });
    const other = await ask('Jwt', '/.well-known/oauth-protected-resource', { method: 'OPTIONS' });
    expect([preflight.answer.status, other.answer.status]).toEqual([204, 204]);
    const [first, second] = (await gateway.requests(before + 2)).slice(before);
    expect([first.instance, second.instance]).toEqual([undefined, expect.any(Number)]);
  });

  test('the endpoint itself stays guarded', async () => {
    expect((await ask('Jwt', '/mcp', { method: 'POST' })).answer.status).toBe(401);
  });
});

describe('client registration', () => {
  const register = async (body: string) => ask('Registering', '/register', { method: 'POST', body, headers: { 'content-type': 'application/json' } });

  test('gives the one client to those that name its redirect URI', async () => {
    const { answer, text } = await register(JSON.stringify({ redirect_uris: [REDIRECT] }));
    expect(answer.status).toBe(201);
    expect(JSON.parse(text)).toMatchObject({ redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none', scope: expect.stringContaining('mcp') });
  });

  test('refuses another one', async () => {
    const { answer, text } = await register(JSON.stringify({ redirect_uris: ['https://elsewhere.example.com'] }));
    expect([answer.status, JSON.parse(text).error]).toEqual([400, 'invalid_redirect_uri']);
  });

  test('is named in the metadata, on the local origin', async () => {
    const { url, text } = await ask('Registering', '/.well-known/oauth-authorization-server');
    expect(JSON.parse(text)).toMatchObject({ registration_endpoint: `${url}/register` });
  });

  test('is not there where nobody asked for it', async () => {
    expect((await ask('Jwt', '/register', { method: 'POST' })).answer.status).toBe(404);
  });
});
