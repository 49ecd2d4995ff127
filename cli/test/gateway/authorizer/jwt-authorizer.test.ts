import { GuardedGateway, startGuarded } from './guarded-gateway';
import { hmacToken, IssuerKey, KEYS_MS, newKey, noneToken, startIssuer, token } from './issuer';

let open: GuardedGateway;
let scoped: GuardedGateway;
let key: IssuerKey;
let stranger: IssuerKey;

beforeAll(async () => {
  [key, stranger] = await Promise.all([newKey('first'), newKey('stranger')]);
  [open, scoped] = await Promise.all([startGuarded(key), startGuarded(key, { scopes: ['mcp/read', 'mcp/write'] })]);
}, KEYS_MS);

afterAll(async () => Promise.all([open.close(), scoped.close()]));

const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

/** Bearer tokens of the gateway's issuer for its audience, but for what is given. */
const bearer = ({ issuer }: GuardedGateway, claims: object = {}, make = (all: object) => token(key, all)) => `Bearer ${make({ iss: issuer.url, aud: 'me', ...claims })}`;

describe('a request is refused, and the server never sees it', () => {
  const refused = async (gateway: GuardedGateway, authorization?: string) => {
    const count = gateway.events.length + 1;
    const answer = await gateway.call(authorization);
    const { failure } = (await gateway.requests(count)).at(-1)!;
    expect(gateway.events.map(({ event }) => event)).toEqual(Array(count).fill('request'));
    return [answer.status, await answer.json(), answer.headers.get('www-authenticate'), failure];
  };
  const unauthorized = (header: string, failure: string) => [401, { message: 'Unauthorized' }, header, expect.stringContaining(failure)];
  const invalid = (description: string, detail = description, scope = '') =>
    unauthorized(`Bearer scope="${scope}" error="invalid_token" error_description="${description}"`, detail);

  test('without a token', async () => {
    expect(await refused(open)).toEqual(unauthorized('Bearer', 'missing: token not provided in $request.header.Authorization'));
  });

  test.each<[string, () => string, string, string]>([
    ['that expired a second ago', () => bearer(open, { exp: seconds(-1) }), 'the token has expired', 'exp is 20'],
    ['without an expiry', () => bearer(open, { exp: undefined }), 'the token has expired', 'exp is missing'],
    ['whose expiry is a text', () => bearer(open, { exp: '9999999999' }), 'the claim exp is not a number', '"9999999999"'],
    ['that is not valid yet', () => bearer(open, { nbf: seconds(60) }), 'the token is not valid yet', 'nbf is 20'],
    ['that will be issued', () => bearer(open, { iat: seconds(60) }), 'the token is used before it was issued', 'iat is 20'],
    ['of another issuer', () => bearer(open, { iss: 'https://other.example.com' }), 'issuer does not match', 'iss is "https://other.example.com"'],
    ['for another audience', () => bearer(open, { aud: ['you', 'them'] }), 'the token does not have a valid audience', 'aud is ["you","them"], the authorizer\'s audience ["me"]'],
    ['for another audience, though its client is the right one', () => bearer(open, { aud: 'you', client_id: 'me' }), 'the token does not have a valid audience', 'aud is "you"'],
    ['of another client', () => bearer(open, { aud: undefined, client_id: 'you' }), 'the token does not have a valid audience', 'client_id is "you"'],
    ['for nobody', () => bearer(open, { aud: undefined }), 'the token does not have a valid audience', 'client_id is none'],
    ['without a signature (alg: none)', () => bearer(open, {}, (claims) => noneToken(key, claims)), 'signing method none is invalid', 'alg is "none"'],
    ['signed with the public key as a shared secret (HS256)', () => bearer(open, {}, (claims) => hmacToken(key, claims)), 'signing method HS256 is invalid', 'alg is "HS256"'],
    ['of an algorithm that nobody knows', () => bearer(open, {}, (claims) => token(key, claims, { alg: '"\r\nx' })), 'signing method (alg) is unavailable.', 'alg is "\\"\\r\\nx"'],
    ['that names no key', () => bearer(open, {}, (claims) => token(key, claims, { kid: undefined })), 'the token names no key', 'kid is none'],
    ['signed by another key of the same name', () => bearer(open, {}, (claims) => token({ ...stranger, kid: 'first' }, claims)), 'the signature is invalid', 'kid is "first"'],
    ['signed by an unknown key', () => bearer(open, {}, (claims) => token(stranger, claims)), 'the issuer has no such key', 'kid is "stranger"'],
    ['that is garbage', () => 'Bearer garbage', 'token contains an invalid number of segments', ''],
    ['that is garbage in three parts', () => 'Bearer a.b.c', 'the token cannot be decoded', ''],
    ['with another spelling of Bearer', () => bearer(open).replace('Bearer', 'bearer'), 'tokenstring should not contain \'bearer \'', ''],
    ['of 9 kB, for another audience', () => bearer(open, { aud: 'you', pad: 'x'.repeat(6_500) }), 'the token does not have a valid audience', ''],
  ])('with a token %s', async (_name, authorization, description, detail) => {
    expect(await refused(open, authorization())).toEqual(invalid(description, detail));
  });

  test('with a token of 20 kB, before anybody looks at it', async () => {
    const { status } = await open.call(bearer(open, { pad: 'x'.repeat(15_000) }));
    expect(status).toBe(431);
    expect(open.events.filter(({ event }) => event === 'instance-started')).toEqual([]);
  });

  test('with a good token, while the issuer cannot be reached', async () => {
    const gone = await startIssuer(key);
    await gone.close();
    const unreachable = await startGuarded(key, { issuer: gone.url });
    try {
      const authorization = bearer(unreachable, { iss: gone.url });
      expect(await refused(unreachable, authorization)).toEqual(invalid('OIDC discovery endpoint communication error', 'ECONNREFUSED'));
    } finally {
      await unreachable.close();
    }
  });

  test.each<[string, object, string]>([
    ['without scopes, as an ID token is', {}, '[]'],
    ['with other scopes', { scope: 'openid mcp/readonly' }, '["openid","mcp/readonly"]'],
    ['with other scopes as a list', { scp: ['openid'] }, '["openid"]'],
  ])('with a token %s, where the route asks for some', async (_name, claims, found) => {
    expect(await refused(scoped, bearer(scoped, claims))).toEqual([
      403,
      { message: 'Forbidden' },
      'Bearer scope="mcp/read mcp/write" error="insufficient_scope" error_description="expected scopes: [mcp/read mcp/write]"',
      `insufficient_scope: expected scopes: [mcp/read mcp/write], the token has ${found}`,
    ]);
  });

  test('and the answer to a bad token names the scopes that the route asks for', async () => {
    expect(await refused(scoped, bearer(scoped, { scope: 'mcp/read', aud: 'you' }))).toEqual(invalid('the token does not have a valid audience', '', 'mcp/read mcp/write'));
  });
});

describe('a request goes on', () => {
  const authorizer = async (answer: Response) => {
    const { headers } = await answer.json() as { readonly headers: Record<string, string> };
    return (JSON.parse(Buffer.from(headers['x-amzn-request-context'], 'latin1').toString('utf8')) as { readonly authorizer: unknown }).authorizer;
  };

  test('with its claims as strings, and without scopes where the route asks for none', async () => {
    const claims = {
      exp: 4_000_000_000,
      iat: 1_700_000_000,
      scope: 'openid',
      groups: ['admin', 'editor'],
      verified: true,
      address: { city: 'Köln' },
      nothing: null,
    };
    expect(await authorizer(await open.call(bearer(open, claims)))).toEqual({
      jwt: {
        claims: {
          iss: open.issuer.url,
          aud: 'me',
          exp: '4000000000',
          iat: '1700000000',
          scope: 'openid',
          groups: '[admin editor]',
          verified: 'true',
          address: '{"city":"Köln"}',
        },
        scopes: null,
      },
    });
  });

  test.each<[string, object, string[]]>([
    ['in scope', { scope: 'openid mcp/write' }, ['openid', 'mcp/write']],
    ['in scp', { scp: ['mcp/read', 'openid'] }, ['mcp/read', 'openid']],
  ])('with one of the route\'s scopes %s, and the server is told all of the token', async (_name, claims, scopes) => {
    expect(await authorizer(await scoped.call(bearer(scoped, claims)))).toMatchObject({ jwt: { scopes } });
  });

  test.each<[string, () => string]>([
    ['by the client it was given to, where it has no audience', () => bearer(open, { aud: undefined, client_id: 'me' })],
    ['by one of several audiences', () => bearer(open, { aud: ['you', 'me'] })],
    ['without the prefix Bearer', () => bearer(open).slice('Bearer '.length)],
    ['signed with RS512', () => bearer(open, {}, (claims) => token(key, claims, {}, 'RS512'))],
    ['of 6 kB', () => bearer(open, { pad: 'x'.repeat(4_000) })],
  ])('with a token that is good %s', async (_name, authorization) => {
    expect((await open.call(authorization())).status).toBe(200);
  });

  test('with a preflight, which needs no token', async () => {
    const answer = await fetch(`${open.url}/mcp`, { method: 'OPTIONS', headers: { 'origin': 'https://app.example.com', 'access-control-request-method': 'POST' } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, 'https://app.example.com']);
  });
});

test('the token may stand in the query, or in either of two places', async () => {
  const gateway = await startGuarded(key, { identitySource: ['$request.header.x-token', '$request.querystring.token'] });
  try {
    const good = token(key, { iss: gateway.issuer.url, aud: 'me' });
    expect((await gateway.call(undefined, `?token=${good}`)).status).toBe(200);
    expect((await fetch(`${gateway.url}/mcp?token=garbage`, { method: 'POST', headers: { 'x-token': good } })).status).toBe(200);
    expect((await gateway.call(`Bearer ${good}`)).status).toBe(401);
  } finally {
    await gateway.close();
  }
});
