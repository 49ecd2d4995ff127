import { createHash } from 'node:crypto';
import { Signing, signed, signingTime } from './signing-client';
import { newAccessKey } from '../../../src/issuer/access-key';
import { corsFacts, routesFor, routeFacts, servedServer } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

const KEY = newAccessKey();
const STRANGER = newAccessKey();
const BODY = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

const guard = { kind: 'iam' } as const;
const door = {
  stages: [{ name: 'prod', routeThrottles: {} }],
  routes: [routeFacts('POST /mcp', { guard }), routeFacts('GET /mcp', { guard }), routeFacts('ANY /mcp/{proxy+}', { guard }), ...routesFor('GET /open')],
  cors: corsFacts({ allowOrigins: ['https://app.example.com'], allowMethods: ['POST'], allowHeaders: ['authorization', 'x-amz-date'] }),
};

let gateway: RunningGateway;
let keyless: RunningGateway;

beforeAll(async () => {
  [gateway, keyless] = await Promise.all([startGateway(servedServer(door), { accessKey: KEY }), startGateway(servedServer(door))]);
});
afterAll(async () => Promise.all([gateway.close(), keyless.close()]));

const url = (path = '/prod/mcp') => `${gateway.url}${path}`;

/** Sends a request with these headers instead. */
async function send(request: Request, headers: Record<string, string | undefined> = {}, body?: string): Promise<Response> {
  const changed = new Headers(request.headers);
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) changed.delete(name);
    else changed.set(name, value);
  }
  return fetch(new Request(request, { headers: changed, ...body === undefined ? {} : { body } }));
}

describe('a request is refused, and the server never sees it', () => {
  const refused = async (response: Response, served = gateway) => {
    const { failure } = await served.request(response.headers.get('apigw-requestid')!);
    expect([response.status, await response.json(), response.headers.get('www-authenticate')]).toEqual([403, { message: 'Forbidden' }, null]);
    expect(served.events.filter(({ event }) => event !== 'request')).toEqual([]);
    return failure;
  };

  test('without a signature', async () => {
    expect(await refused(await fetch(url(), { method: 'POST', body: BODY }))).toBe('no signature: neither the header Authorization nor the query has one');
  });

  test.each<[string, Partial<Signing>, string]>([
    ['for another service', { service: 'lambda' }, 'signed for "lambda" in "us-east-1", and this is execute-api in us-east-1'],
    ['for another region', { region: 'eu-west-1' }, 'signed for "execute-api" in "eu-west-1"'],
    ['with another key', { accessKeyId: STRANGER.id, secretAccessKey: STRANGER.secret }, `signed with the key "${STRANGER.id}"`],
    ['with another secret', { secretAccessKey: STRANGER.secret }, 'the signature does not match'],
    ['more than five minutes ago', { datetime: signingTime(-301) }, 'more than 5 minutes ago'],
    ['for a time more than five minutes from now', { datetime: signingTime(330) }, 'more than 5 minutes from now'],
    ['by temporary credentials', { sessionToken: 'token' }, 'a session token is sent, and the key of dev has none'],
  ])('signed %s, in the header and in the query', async (_name, signing, failure) => {
    expect(await refused(await fetch(await signed(url(), KEY, { body: BODY }, signing)))).toContain(failure);
    const inQuery = await signed(`${url()}?X-Amz-Expires=60`, KEY, { body: BODY }, { ...signing, signQuery: true });
    expect(await refused(await fetch(inQuery))).toContain(failure.replace('more than 5 minutes ago', 'for 60 s'));
  });

  test.each<[string, (request: Request) => Promise<Response>]>([
    ['its body', async (request) => send(request, {}, BODY.replace('1', '2'))],
    ['its method', async (request) => fetch(new Request(request.url, { headers: request.headers }))],
    ['its path', async (request) => fetch(new Request(`${request.url}/other`, request))],
    ['its query', async (request) => fetch(new Request(`${request.url}?a=1`, request))],
    ['a signed header', async (request) => send(request, { 'x-tool': 'delete' })],
    ['its time', async (request) => send(request, { 'x-amz-date': signingTime(60) })],
    ['its signature', async (request) => send(request, { authorization: request.headers.get('authorization')!.replace(/.$/, (digit) => digit === '0' ? '1' : '0') })],
    ['its stated hash, which others take for the body\'s', async (request) => send(request, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })],
  ])('after %s was changed', async (_name, sent) => {
    const request = await signed(url(), KEY, { body: BODY, headers: { 'x-tool': 'add' } });
    expect(await refused(await sent(request))).toMatch(/^the signature does not match|^x-amz-content-sha256 is not the hash/);
  });

  test('with a hash that is signed and not that of the body', async () => {
    const request = await signed(url(), KEY, { body: BODY, headers: { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' } });
    expect(await refused(await fetch(request))).toBe('x-amz-content-sha256 is not the hash of the body');
  });

  const scheme = 'no signature that counts: ';
  test.each<[string, (authorization: string) => string | undefined, string]>([
    ['a bearer token', () => 'Bearer a.b.c', 'the header Authorization does not begin with AWS4-HMAC-SHA256'],
    ['another algorithm', (text) => text.replace('SHA256', 'SHA512'), 'the header Authorization does not begin with AWS4-HMAC-SHA256'],
    ['no credential', (text) => text.replace('Credential', 'Other'), 'Credential is missing'],
    ['half a credential', (text) => text.replace('/aws4_request', ''), 'Credential must be <key>/<day>/<region>/<service>/aws4_request'],
    ['no signature', (text) => text.replace(/, Signature.*/, ''), 'Signature is missing'],
    ['a short signature', (text) => text.slice(0, -1), 'Signature must be 64 hexadecimal digits'],
    ['a signature for any host', (text) => text.replace('host;', ''), 'the header host is not among the signed ones'],
    ['a signature for any time', (text) => text.replace(';x-amz-date', ''), 'the header x-amz-date is not among the signed ones'],
  ])('with %s in the header', async (_name, change, failure) => {
    const request = await signed(url(), KEY, { body: BODY });
    expect(await refused(await send(request, { authorization: change(request.headers.get('authorization')!) }))).toContain(`${scheme}${failure}`);
  });

  test('without its time, or with one that is none', async () => {
    const request = async () => signed(url(), KEY, { body: BODY });
    expect(await refused(await send(await request(), { 'x-amz-date': undefined }))).toBe(`${scheme}the header x-amz-date is missing`);
    expect(await refused(await send(await request(), { 'x-amz-date': 'Wed, 25 Nov 2026 10:00:00 GMT' }))).toContain('the time must be written as 20060102T150405Z');
  });

  test('signed with the key of another day', async () => {
    const request = await signed(url(), KEY, { body: BODY });
    const authorization = request.headers.get('authorization')!.replace(/\/\d{8}\//, '/20200101/');
    expect(await refused(await send(request, { authorization }))).toContain('signed with the key of the day "20200101"');
  });

  test.each<[string, (query: URLSearchParams) => void, string]>([
    ['without an end', (query) => query.delete('X-Amz-Expires'), 'X-Amz-Expires is missing'],
    ['for longer than a week', (query) => query.set('X-Amz-Expires', '604801'), 'X-Amz-Expires must be 1 to 604800 seconds'],
    ['for no time', (query) => query.set('X-Amz-Expires', '0'), 'X-Amz-Expires must be 1 to 604800 seconds'],
    ['by another algorithm', (query) => query.set('X-Amz-Algorithm', 'none'), 'X-Amz-Algorithm is not AWS4-HMAC-SHA256'],
    ['twice', (query) => query.append('x-amz-signature', 'a'), 'a parameter of the signature stands twice'],
  ])('whose query is signed %s', async (_name, change, failure) => {
    const { url: target } = await signed(url(), KEY, { method: 'GET' }, { signQuery: true });
    const changed = new URL(target);
    changed.searchParams.set('X-Amz-Expires', changed.searchParams.get('X-Amz-Expires') ?? '60');
    change(changed.searchParams);
    expect(await refused(await fetch(changed))).toContain(`${scheme}${failure}`);
  });

  test('signed in the header and in the query', async () => {
    const { headers } = await signed(url(), KEY, { method: 'GET' });
    const { url: target } = await signed(url(), KEY, { method: 'GET' }, { signQuery: true });
    expect(await refused(await fetch(target, { headers }))).toBe(`${scheme}it is signed more than once`);
  });

  test('signed well, where nobody has a key', async () => {
    expect(await refused(await fetch(await signed(`${keyless.url}/prod/mcp`, KEY, { body: BODY })), keyless)).toBe('there is no key that is let in');
  });

  test('with a body that is too large, which is not read to its end for a signature', async () => {
    const response = await fetch(await signed(url(), KEY, { body: 'x'.repeat(6 * 1024 * 1024 + 1) }));
    expect(response.status).toBe(413);
  });
});

describe('a request goes on', () => {
  test('signed in its headers, and the server is told who has signed', async () => {
    const response = await fetch(await signed(url(), KEY, { body: BODY, headers: { 'content-type': 'application/json' } }));
    const { headers, body } = await response.json() as { headers: Record<string, string>; body: string };
    expect([response.status, body]).toEqual([200, BODY]);
    const { authorizer } = JSON.parse(headers['x-amzn-request-context']) as { authorizer: unknown };
    expect(authorizer).toEqual({
      iam: {
        accessKey: KEY.id,
        accountId: '000000000000',
        callerId: KEY.user.id,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: 'arn:aws:iam::000000000000:user/developer',
        userId: KEY.user.id,
      },
    });
  });

  test.each<[string, string, Partial<Signing>]>([
    ['with a query', '/prod/mcp?b=2&a=1&a=0&c', {}],
    ['with a query of letters that are encoded', '/prod/mcp?q=K%C3%B6ln%20%2B%20*!()\'', {}],
    ['below the path, with letters that are encoded', '/prod/mcp/a%20b/K%C3%B6ln', {}],
    ['at the path with a slash', '/prod/mcp/', {}],
    ['four minutes ago', '/prod/mcp', { datetime: signingTime(-240) }],
    ['for four minutes from now', '/prod/mcp', { datetime: signingTime(240) }],
    ['with all of its headers', '/prod/mcp', { allHeaders: true }],
  ])('signed %s', async (_name, path, signing) => {
    const headers = { 'content-type': 'application/json', 'x-text': '  two   words ' };
    expect((await fetch(await signed(url(path), KEY, { body: BODY, headers }, signing))).status).toBe(200);
    const inQuery = await signed(`${url(path)}${path.includes('?') ? '&' : '?'}X-Amz-Expires=600`, KEY, { method: 'POST', body: BODY, headers }, { ...signing, signQuery: true });
    expect((await fetch(inQuery)).status).toBe(200);
  });

  test('with the hash of its body in a header', async () => {
    const hash = createHash('sha256').update(BODY).digest('hex');
    expect((await fetch(await signed(url(), KEY, { body: BODY, headers: { 'X-Amz-Content-Sha256': hash } }))).status).toBe(200);
  });

  test('whose query was signed a day ago for a week', async () => {
    const request = await signed(`${url()}?X-Amz-Expires=604800`, KEY, { method: 'GET' }, { signQuery: true, datetime: signingTime(-86_400) });
    expect((await fetch(request)).status).toBe(200);
  });

  test('behind a domain signed with the path that the client has, and the server sees that of the stage', async () => {
    const domain = { mappings: [{ key: 'tools', stage: 'prod' }], ownUrl: false };
    const mapped = await startGateway(servedServer({ ...door, domain }), { accessKey: KEY });
    try {
      const response = await fetch(await signed(`${mapped.url}/tools/mcp`, KEY, { body: BODY }));
      const { url: seen } = await response.json() as { url: string };
      expect([response.status, seen]).toEqual([200, '/prod/mcp']);
    } finally {
      await mapped.close();
    }
  });

  test('with a preflight, and on a route that asks for none', async () => {
    const preflight = await fetch(url(), { method: 'OPTIONS', headers: { 'origin': 'https://app.example.com', 'access-control-request-method': 'POST' } });
    expect(preflight.status).toBe(204);
    expect((await fetch(url('/prod/open'))).status).toBe(200);
  });
});
