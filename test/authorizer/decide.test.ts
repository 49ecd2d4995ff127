import { JwtVerifierBase } from 'aws-jwt-verify/jwt-verifier';
import { hmacToken, IssuerKey, KEYS_MS, newKey, noneToken, startIssuer, token } from '../../cli/test/gateway/authorizer/issuer';
import { decide } from '../../src/authorizer/handler/decide';
import { Decision, Settings } from '../../src/authorizer/handler/wire';

const METHOD = 'arn:aws:execute-api:eu-central-1:123456789012:abc123/prod/POST/mcp';
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

let issuer: Awaited<ReturnType<typeof startIssuer>>;
let key: IssuerKey;
let stranger: IssuerKey;
let settings: Settings;

beforeAll(async () => {
  jest.spyOn(console, 'info').mockImplementation(); // the function's log
  [key, stranger] = await Promise.all([newKey('first'), newKey('stranger')]);
  issuer = await startIssuer(key);
  settings = { issuer: issuer.url, audience: ['me', 'https://mcp.example.com/mcp'], scopes: ['mcp/read', 'mcp/write'] };
}, KEYS_MS);

afterAll(async () => issuer.close());

const good = (claims: object = {}) => ({ iss: issuer.url, aud: 'me', sub: 'ada', scope: 'openid mcp/read', ...claims });
const ask = async (jwt: string, scheme = 'Bearer') => decide({ authorizationToken: `${scheme} ${jwt}`, methodArn: METHOD }, settings);
const effect = ({ policyDocument }: Decision) => (policyDocument as any).Statement[0].Effect;

describe('a token is let in', () => {
  test.each<[string, () => object]>([
    ['with one of the scopes', () => good()],
    ['for the MCP URL', () => good({ aud: ['https://mcp.example.com/mcp'] })],
    ['without an audience, of the right client', () => good({ aud: undefined, client_id: 'me' })],
    ['made just now by a clock that is ahead', () => good({ iat: seconds(30), nbf: seconds(30) })],
    ['with its scopes as a list', () => good({ scope: undefined, scp: ['mcp/write'] })],
    ['with a list where a text would stand', () => good({ scope: ['openid', 'mcp/write'] })],
  ])('%s', async (_name, claims) => {
    expect(effect(await ask(token(key, claims())))).toBe('Allow');
  });

  test('on every method of the stage, and the server sees its claims', async () => {
    const decision = await ask(token(key, good()));
    expect(decision).toMatchObject({
      principalId: 'ada',
      policyDocument: { Statement: [{ Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:eu-central-1:123456789012:abc123/prod/*' }] },
      context: { scopes: 'openid mcp/read' },
    });
    expect(JSON.parse(decision.context.claims)).toMatchObject({ sub: 'ada', aud: 'me' });
  });

  test('and the server sees a list as the issuer has written it', async () => {
    const { context } = await ask(token(key, good({ scope: ['openid', 'mcp/read'], name: 'Adä' })));
    expect(context.scopes).toBe('openid mcp/read');
    expect(JSON.parse(context.claims)).toMatchObject({ sub: 'ada', scope: ['openid', 'mcp/read'], name: 'Adä' });
  });

  test('with another spelling of Bearer', async () => {
    expect(effect(await ask(token(key, good()), 'bearer'))).toBe('Allow');
  });
});

test.each<[string, () => object]>([
  ['no scopes, as an ID token has', () => good({ scope: undefined })],
  ['other scopes', () => good({ scope: 'mcp/readonly openid' })],
  ['other scopes in a list', () => good({ scope: ['mcp/readonly', 'openid'] })],
  ['an empty list of scopes', () => good({ scope: [] })],
])('a good token with %s is denied, which is a 403', async (_name, claims) => {
  expect(effect(await ask(token(key, claims())))).toBe('Deny');
});

test.each<[string, () => string]>([
  ['that expired just now, as there is no grace for that', () => token(key, good({ exp: seconds(-1) }))],
  ['without an expiry', () => token(key, good({ exp: undefined }))],
  ['that is not valid yet', () => token(key, good({ nbf: seconds(90) }))],
  ['that will be issued', () => token(key, good({ iat: seconds(90) }))],
  ['of another issuer', () => token(key, good({ iss: 'https://other.example.com' }))],
  ['for another audience', () => token(key, good({ aud: 'you' }))],
  ['for another audience, though its client is the right one', () => token(key, good({ aud: 'you', client_id: 'me' }))],
  ['of another client', () => token(key, good({ aud: undefined, client_id: 'you' }))],
  ['for nobody', () => token(key, good({ aud: undefined }))],
  ['that names no key', () => token(key, good(), { kid: undefined })],
  ['without a signature (alg: none)', () => noneToken(key, good())],
  ['signed with the public key as a shared secret (HS256)', () => hmacToken(key, good())],
  ['signed by another key of the same name', () => token({ ...stranger, kid: 'first' }, good())],
  ['signed by an unknown key', () => token(stranger, good())],
  ['that is garbage', () => 'garbage'],
  ['that is garbage in three parts', () => 'a.b.c'],
])('a token %s is refused, which is a 401', async (_name, jwt) => {
  await expect(ask(jwt())).rejects.toThrow(/^Unauthorized$/);
});

describe('a list of scopes opens nothing else: a token with one', () => {
  const listed = (claims: object = {}) => good({ scope: ['mcp/read'], ...claims });

  /** The token with a claim that its issuer has not signed. */
  const changed = (jwt: string, claims: object) => {
    const [header, payload, signature] = jwt.split('.');
    return [header, Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...claims })).toString('base64url'), signature].join('.');
  };

  test.each<[string, () => string]>([
    ['that nobody has signed', () => changed(token(key, listed()), { sub: 'eve' })],
    ['that was signed with a text of the same scopes', () => changed(token(key, good({ scope: 'mcp/read' })), { scope: ['mcp/read'] })],
    ['that was signed with other ones', () => changed(token(key, listed({ scope: ['openid'] })), { scope: ['mcp/read'] })],
    ['of a key of the same name', () => token({ ...stranger, kid: 'first' }, listed())],
    ['without a signature (alg: none)', () => noneToken(key, listed())],
    ['signed with the public key as a shared secret (HS256)', () => hmacToken(key, listed())],
    ['that names no key', () => token(key, listed(), { kid: undefined })],
    ['that has expired', () => token(key, listed({ exp: seconds(-1) }))],
    ['that does not expire', () => token(key, listed({ exp: undefined }))],
    ['whose expiry is a text', () => token(key, listed({ exp: String(seconds(60)) }))],
    ['that is not valid yet', () => token(key, listed({ nbf: seconds(90) }))],
    ['of another issuer', () => token(key, listed({ iss: 'https://other.example.com' }))],
    ['for another audience', () => token(key, listed({ aud: 'you' }))],
    ['whose audience is an object', () => token(key, listed({ aud: { me: 'me' } }))],
    ['of which one is no text', () => token(key, listed({ scope: ['mcp/read', 1] }))],
  ])('%s is refused', async (_name, jwt) => {
    await expect(ask(jwt())).rejects.toThrow(/^Unauthorized$/);
  });
});

describe('the clients of a pool are a closed list', () => {
  const of = async (claims: object) => decide({ authorizationToken: `Bearer ${token(key, good(claims))}`, methodArn: METHOD }, { ...settings, clients: ['me', 'program'] });

  test.each<[string, object]>([
    ['for the MCP URL', { aud: 'https://mcp.example.com/mcp', client_id: 'program' }],
    ['without an audience', { aud: undefined, client_id: 'me' }],
  ])('one of them gets in with a token %s', async (_name, claims) => {
    expect(effect(await of(claims))).toBe('Allow');
  });

  test.each<[string, object]>([
    ['that has the MCP URL as its audience and a good scope', { aud: 'https://mcp.example.com/mcp', client_id: 'other' }],
    ['that names no client', { aud: 'me' }],
  ])('another one is refused with a token %s', async (_name, claims) => {
    await expect(of(claims)).rejects.toThrow(/^Unauthorized$/);
    expect(console.info).toHaveBeenLastCalledWith(expect.stringContaining('another client'));
  });
});

test('an issuer that cannot be asked is no fault of the caller: it is a 500, and not the 401 for which clients throw tokens away', async () => {
  const away = await startIssuer(key);
  const { url } = away;
  await away.close();
  const request = { authorizationToken: `Bearer ${token(key, good({ iss: url }))}`, methodArn: METHOD };
  await expect(decide(request, { ...settings, issuer: url })).rejects.toThrow(/^the issuer's keys are out of reach: /);
});

test('an operator reads in the log which document of the issuer was asked for, and why there is none', async () => {
  const away = await startIssuer(key);
  const { url } = away;
  await away.close();
  const failure = await decide({ authorizationToken: `Bearer ${token(key, good({ iss: url }))}`, methodArn: METHOD }, { ...settings, issuer: url }).catch((error) => error);
  expect(failure.message).toBe(`the issuer's keys are out of reach: ${url}/.well-known/openid-configuration: fetch failed (ECONNREFUSED)`);
  expect(failure.cause.cause.message).toBe('fetch failed');
});

test('an issuer at http on another machine is not asked', async () => {
  const request = { authorizationToken: `Bearer ${token(key, good({ iss: 'http://issuer.example' }))}`, methodArn: METHOD };
  await expect(decide(request, { ...settings, issuer: 'http://issuer.example' })).rejects.toThrow('https URLs alone');
});

test.each<[string, (url: string) => string]>([
  ['that is garbage', () => 'a.b.c'],
  ['of another issuer', () => token(key, good({ iss: 'https://other.example.com' }))],
  ['that expired', (iss) => token(key, good({ iss, exp: seconds(-1) }))],
  ['that is signed with a shared secret', (iss) => hmacToken(key, good({ iss }))],
  ['for another audience', (iss) => token(key, good({ iss, aud: 'you' }))],
])('for a token %s nobody asks the issuer', async (_name, jwt) => {
  const quiet = await startIssuer(key);
  await expect(decide({ authorizationToken: `Bearer ${jwt(quiet.url)}`, methodArn: METHOD }, { ...settings, issuer: quiet.url })).rejects.toThrow(/^Unauthorized$/);
  expect(quiet.asked).toEqual([]);
  await quiet.close();
});

// Its key objects are kept by the issuer that a token names, before anybody has looked at its signature.
test('what a token says of its issuer reaches nothing that is kept', async () => {
  const verifying = jest.spyOn(JwtVerifierBase.prototype as any, 'verifyDecomposedJwtSync');
  for (let count = 0; count < 10; count++) {
    await expect(ask(token(key, good({ iss: `${issuer.url}/${count}` })))).rejects.toThrow(/^Unauthorized$/);
  }
  expect(verifying).not.toHaveBeenCalled();
  await ask(token(key, good()));
  expect(verifying).toHaveBeenCalledTimes(1);
  verifying.mockRestore();
});

test('no token stands in the log', () => {
  expect(JSON.stringify((console.info as jest.Mock).mock.calls)).not.toMatch(/eyJ[\w-]{20}/);
});
