import { answer } from '../../src/discovery/handler';
import { Answer, ApiEvent } from '../../src/discovery/handler/wire';

const ENVIRONMENT = {
  RESOURCE_METADATA: JSON.stringify({ resource: 'https://mcp.example/mcp' }),
  AUTHORIZATION_SERVER_METADATA: JSON.stringify({ issuer: 'https://mcp.example' }),
  CLIENT_REGISTRATION: JSON.stringify({
    client_id: 'one',
    redirect_uris: ['https://app.example/callback', 'http://localhost:8080/callback'],
    scope: 'mcp/use openid',
  }),
};

/** An event as an HTTP API sends it in payload format 2.0, with what the test changes. */
function eventOf(routeKey: string, more: Partial<ApiEvent> = {}): ApiEvent {
  const [method, path] = routeKey.split(' ');
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { 'accept': '*/*', 'content-length': '0', 'host': 'abc.execute-api.eu-central-1.amazonaws.com', 'x-forwarded-proto': 'https' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc',
      domainName: 'abc.execute-api.eu-central-1.amazonaws.com',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey,
      stage: '$default',
      time: '10/Mar/2026:05:16:23 +0000',
      timeEpoch: 1583817383220,
    },
    isBase64Encoded: false,
    ...more,
  } as ApiEvent;
}

const get = (path: string, environment: Record<string, string> = ENVIRONMENT) => answer(eventOf(`GET ${path}`), environment);

function register(metadata: unknown, more: Partial<ApiEvent> = {}): Answer {
  const body = typeof metadata === 'string' ? metadata : JSON.stringify(metadata);
  return answer(eventOf('POST /register', { headers: { 'content-type': 'application/json' }, body, ...more }), ENVIRONMENT);
}

describe('a document', () => {
  test.each(['', '/mcp', '/prod/mcp', '/team/tools/mcp'])('about the resource is the same below %j, as JSON that any page may read', (path) => {
    expect(get(`/.well-known/oauth-protected-resource${path}`)).toEqual({
      statusCode: 200,
      headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json', 'cache-control': 'max-age=300' },
      body: ENVIRONMENT.RESOURCE_METADATA,
    });
  });

  test('about the authorization server is answered where there is one, and else not found', () => {
    expect(get('/.well-known/oauth-authorization-server')).toMatchObject({ statusCode: 200, body: ENVIRONMENT.AUTHORIZATION_SERVER_METADATA });
    const { RESOURCE_METADATA } = ENVIRONMENT;
    expect(get('/.well-known/oauth-authorization-server', { RESOURCE_METADATA })).toMatchObject({ statusCode: 404, body: '{"message":"Not Found"}' });
  });

  test('is what the configuration says, whatever the request says of its host and path', () => {
    const headers = { 'host': 'evil.example', 'x-forwarded-host': 'evil.example', 'forwarded': 'host=evil.example' };
    const event = { ...eventOf('GET /.well-known/oauth-protected-resource', { headers }), rawPath: '/evil' };
    expect(answer(event, ENVIRONMENT).body).toBe(ENVIRONMENT.RESOURCE_METADATA);
  });

  test.each(['GET /mcp', 'GET /.well-known/openid-configuration', '$default', ''])('is not found on another route: %j', (routeKey) => {
    expect(answer(eventOf(routeKey), ENVIRONMENT).statusCode).toBe(404);
  });
});

describe('a preflight', () => {
  test.each([
    ['/.well-known/oauth-protected-resource', 'GET, OPTIONS'],
    ['/.well-known/oauth-protected-resource/mcp', 'GET, OPTIONS'],
    ['/.well-known/oauth-authorization-server', 'GET, OPTIONS'],
    ['/register', 'POST, OPTIONS'],
  ])('for %s lets pages of every origin use %s', (path, methods) => {
    expect(answer(eventOf(`OPTIONS ${path}`), ENVIRONMENT)).toEqual({
      statusCode: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': methods,
        'access-control-allow-headers': '*',
        'access-control-max-age': '3600',
      },
      body: '',
    });
  });
});

describe('a registration', () => {
  const redirect_uris = ['http://localhost:8080/callback'];

  test('is answered with the one public client, and with the redirect URIs that were asked for', () => {
    const { statusCode, headers, body } = register({ redirect_uris, client_name: 'A client', token_endpoint_auth_method: 'client_secret_basic' });
    expect([statusCode, headers['cache-control'], headers['access-control-allow-origin']]).toEqual([201, 'no-store', '*']);
    expect(JSON.parse(body)).toEqual({
      client_id: 'one',
      redirect_uris,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'mcp/use openid',
    });
  });

  const refused: readonly unknown[] = [
    'http://localhost:8081/callback', 'http://127.0.0.1:8080/callback', 'https://app.example/callback/', 'https://app.example/Callback',
    'https://app.example/callback?next=https://evil.example', 'https://evil.example/', '', null, 1, {}, [redirect_uris[0]],
  ];

  test.each(refused)('with no redirect URI that is in the list is refused: %j', (uri) => {
    const { statusCode, body } = register({ redirect_uris: [uri] });
    expect([statusCode, JSON.parse(body).error]).toEqual([400, 'invalid_redirect_uri']);
    expect(body).not.toContain('evil');
  });

  test('gives back those redirect URIs that are in the list, each once, and never another', () => {
    const { statusCode, body } = register({ redirect_uris: [...refused, ...redirect_uris, ...redirect_uris] });
    expect([statusCode, JSON.parse(body).redirect_uris]).toEqual([201, redirect_uris]);
  });

  test.each([undefined, [], redirect_uris[0], { 0: redirect_uris[0] }])('without a list of redirect URIs is refused: %j', (uris) => {
    expect(JSON.parse(register({ redirect_uris: uris }).body)).toMatchObject({ error: 'invalid_redirect_uri', error_description: expect.stringContaining('list') });
  });

  test.each(['', 'no JSON', '[]', 'null', '"text"', '{'])('that is no JSON object is refused: %j', (body) => {
    expect(register(body)).toMatchObject({ statusCode: 400, body: expect.stringContaining('invalid_client_metadata') });
  });

  test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])('of the type %j is refused', (type) => {
    const { statusCode, body } = register({ redirect_uris }, { headers: { 'content-type': type } });
    expect([statusCode, JSON.parse(body).error_description]).toEqual([400, 'the content-type must be application/json']);
  });

  test('may have a charset in its type, and come in base64', () => {
    const body = Buffer.from(JSON.stringify({ redirect_uris })).toString('base64');
    expect(register(body, { isBase64Encoded: true, headers: { 'content-type': 'Application/JSON; charset=utf-8' } }).statusCode).toBe(201);
  });

  test('has 16 KB at most', () => {
    const body = JSON.stringify({ redirect_uris });
    expect(register(body.padEnd(16 * 1024)).statusCode).toBe(201);
    expect(register(body.padEnd(16 * 1024 + 1))).toMatchObject({ statusCode: 413, body: expect.stringContaining('16384 bytes') });
  });

  test('is not found where it is not switched on', () => {
    const { CLIENT_REGISTRATION, ...environment } = ENVIRONMENT;
    expect(CLIENT_REGISTRATION).toBeDefined();
    expect(answer(eventOf('POST /register', { body: '{}' }), environment).statusCode).toBe(404);
  });
});

test('where several servers share the root, the path of one stands behind each well-known path', () => {
  const documents = ['/.well-known/oauth-protected-resource/team/mcp', '/.well-known/oauth-authorization-server/team/mcp'].map((path) => get(path));
  expect(documents.map(({ body }) => JSON.parse(body))).toEqual([{ resource: 'https://mcp.example/mcp' }, { issuer: 'https://mcp.example' }]);
  expect(get('/.well-known/oauth-authorization-server-of-others').statusCode).toBe(404);
  const body = JSON.stringify({ redirect_uris: ['https://app.example/callback'] });
  const registered = answer(eventOf('POST /register/team/mcp', { body, headers: { 'content-type': 'application/json' } }), ENVIRONMENT);
  expect([registered.statusCode, JSON.parse(registered.body).client_id]).toEqual([201, 'one']);
  expect(answer(eventOf('OPTIONS /register/team/mcp'), ENVIRONMENT).headers).toMatchObject({ 'access-control-allow-methods': 'POST, OPTIONS' });
});
