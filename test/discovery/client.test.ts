import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { discoverOAuthServerInfo, registerClient } from '@modelcontextprotocol/client';
import { deployed, Deployed, Place } from './deployed';
import { McpAuth } from '../../src';
import { answer } from '../../src/discovery/handler';

const redirectUri = 'http://localhost:8080/callback';
const login = McpAuth.cognito({ clientRegistration: true });

/** What stands in the place of API Gateway: the routes of the template, and the handler behind them. */
class Origin {
  readonly asked: string[] = [];
  private readonly server: Server;

  constructor({ routes, environment }: Deployed) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
        const call = `${request.method} https://${request.headers['x-origin']}${request.url}`;
        const routeKey = routes.get(call);
        this.asked.push(call.replace(/https:\/\/[^/]+/, ''));
        const { statusCode, headers, body } = routeKey === undefined
          ? { statusCode: 404, headers: { 'content-type': 'application/json' }, body: '{"message":"Not Found"}' }
          : answer({ routeKey, headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() }, environment);
        response.writeHead(statusCode, headers).end(body);
      });
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Leads to this server, whatever the host. */
  readonly fetch = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const { host, pathname, search } = new URL(url);
    const { port } = this.server.address() as AddressInfo;
    const headers = new Headers(init.headers);
    headers.set('x-origin', host);
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, { ...init, headers });
  };
}

let open: Origin | undefined;
afterEach(async () => open?.close());

async function originOf(auth: McpAuth, place: Place): Promise<{ mcpUrl: string; origin: Origin }> {
  const server = deployed(auth, place);
  open = new Origin(server);
  await open.open();
  return { mcpUrl: server.mcpUrl, origin: open };
}

describe.each<Place>([
  { stageName: '$default', path: '/mcp' },
  { stageName: '$default', path: '/' },
  { stageName: 'prod', path: '/team/mcp' },
  { stageName: 'prod', path: '/' },
  { stageName: 'prod', path: '/mcp', domain: {} },
])('the official client, given the MCP URL alone, at %j', (place) => {
  test('finds the authorization server and registers', async () => {
    const { mcpUrl, origin } = await originOf(login, place);
    const info = await discoverOAuthServerInfo(mcpUrl, { fetchFn: origin.fetch });
    expect(info.resourceMetadata?.resource).toBe(mcpUrl);
    expect(info.authorizationServerUrl).toBe(new URL(mcpUrl).origin);
    expect(info.authorizationServerMetadata).toMatchObject({ issuer: new URL(mcpUrl).origin, code_challenge_methods_supported: ['S256'] });
    const client = await registerClient(info.authorizationServerUrl, {
      metadata: info.authorizationServerMetadata,
      clientMetadata: { client_name: 'Test', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none', grant_types: ['authorization_code'] },
      fetchFn: origin.fetch,
    });
    expect(client).toMatchObject({ client_id: '1h57kf5cpq17m0eml12EXAMPLE', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' });
    const path = new URL(mcpUrl).pathname.replace(/\/$/, '');
    expect(origin.asked).toEqual([
      `GET /.well-known/oauth-protected-resource${path}`, 'GET /.well-known/oauth-authorization-server', 'POST /register',
    ]);
  });
});

test('the official client, below a base path, looks at the root and finds nothing', async () => {
  const { mcpUrl, origin } = await originOf(login, { stageName: '$default', path: '/mcp', domain: { basePath: 'tools' } });
  const info = await discoverOAuthServerInfo(mcpUrl, { fetchFn: origin.fetch });
  expect([info.resourceMetadata, info.authorizationServerMetadata]).toEqual([undefined, undefined]);
  expect(origin.asked.slice(0, 2)).toEqual(['GET /.well-known/oauth-protected-resource/tools/mcp', 'GET /.well-known/oauth-protected-resource']);
});

test('the official client is told why it cannot register with a redirect URI of its own', async () => {
  const { mcpUrl, origin } = await originOf(login, { stageName: '$default', path: '/mcp' });
  const { authorizationServerUrl, authorizationServerMetadata: metadata } = await discoverOAuthServerInfo(mcpUrl, { fetchFn: origin.fetch });
  const clientMetadata = { redirect_uris: ['http://localhost:9999/callback'] };
  await expect(registerClient(authorizationServerUrl, { metadata, clientMetadata, fetchFn: origin.fetch }))
    .rejects.toMatchObject({ status: 400, body: expect.stringContaining('invalid_redirect_uri') });
});
