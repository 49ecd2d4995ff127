import { deployed } from './deployed';
import { McpAuth } from '../../src';
import { answer } from '../../src/discovery/handler';

/** What clients send, as their own sources and logs have it. */
const VISUAL_STUDIO_CODE = {
  client_name: 'Visual Studio Code',
  client_uri: 'https://code.visualstudio.com',
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  response_types: ['code'],
  redirect_uris: ['https://insiders.vscode.dev/redirect', 'https://vscode.dev/redirect', 'http://127.0.0.1/', 'http://127.0.0.1:33418/'],
  token_endpoint_auth_method: 'none',
  application_type: 'native',
};

const claudeCode = (port: number) => ({
  client_name: 'Claude Code (tools)',
  redirect_uris: [`http://localhost:${port}/callback`],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
});

const CLAUDE = { ...claudeCode(0), client_name: 'Claude', redirect_uris: ['https://claude.ai/api/mcp/auth_callback'] };

const CURSOR = {
  ...claudeCode(0), client_name: 'Cursor', redirect_uris: ['http://localhost:8787/callback', 'https://www.cursor.com/agents/mcp/oauth/callback'],
};

/** ChatGPT has a callback URL for each connector, which its settings show. */
const CONNECTOR = 'https://chatgpt.com/connector/oauth/FLLrQdlez6Uf';
const CHATGPT = { ...claudeCode(0), client_name: 'ChatGPT', redirect_uris: [CONNECTOR] };

function register(metadata: object, callbackUrls: string[] = []): { readonly status: number; readonly document: Record<string, unknown> } {
  const { environment } = deployed(McpAuth.cognito({ clientRegistration: true, callbackUrls }), { stageName: '$default', path: '/mcp' });
  const event = { routeKey: 'POST /register', headers: { 'content-type': 'application/json' }, body: JSON.stringify(metadata) };
  const { statusCode, body } = answer(event, environment);
  return { status: statusCode, document: JSON.parse(body) as Record<string, unknown> };
}

test.each([
  ['Visual Studio Code, which logs in with the last of its URLs', VISUAL_STUDIO_CODE, VISUAL_STUDIO_CODE.redirect_uris.filter((uri) => uri !== 'http://127.0.0.1/')],
  ['Claude', CLAUDE, CLAUDE.redirect_uris],
  ['Cursor', CURSOR, CURSOR.redirect_uris],
  ['Claude Code with --callback-port 8080', claudeCode(8080), ['http://localhost:8080/callback']],
])('%s gets the client, with the URLs that Cognito would send it back to', (_, metadata, redirectUris) => {
  expect(register(metadata)).toMatchObject({
    status: 201, document: { client_id: expect.any(String), redirect_uris: redirectUris, token_endpoint_auth_method: 'none' },
  });
});

test('Claude Code with a port of its own choice is refused, as Cognito would refuse its login', () => {
  expect(register(claudeCode(54321))).toMatchObject({ status: 400, document: { error: 'invalid_redirect_uri' } });
});

test('ChatGPT gets the client once the URL of its connector is among the callback URLs', () => {
  expect(register(CHATGPT)).toMatchObject({ status: 400, document: { error: 'invalid_redirect_uri' } });
  expect(register(CHATGPT, [CONNECTOR])).toMatchObject({ status: 201, document: { redirect_uris: [CONNECTOR] } });
});
