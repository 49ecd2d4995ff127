import { askedBy } from './asked';
import { DISCOVERY, Issuer, IssuerKey, KEYS, KEYS_MS, newKey, startIssuer, token } from './issuer';
import { compileAuthorizers } from '../../../src/gateway/authorizer/authorizer';
import { KEY_LIMITS, KeyLimits } from '../../../src/gateway/authorizer/issuer-keys';
import { routeFacts } from '../../served-server';

let first: IssuerKey;
let second: IssuerKey;
let issuer: Issuer;

beforeAll(async () => {
  [first, second] = await Promise.all([newKey('first'), newKey('second')]);
}, KEYS_MS);

beforeEach(async () => {
  issuer = await startIssuer(first);
});

afterEach(async () => issuer.close());

/** JWT authorizers invoke none. */
const options = { call: async () => Promise.reject(new Error('no function')), now: () => 0 };

/** Sends tokens to a route of the issuer; the answers are `admitted` or the reason of the refusal. */
function caller(limits: Partial<KeyLimits> = {}, path = ''): (bearer: string) => Promise<string> {
  const route = routeFacts('POST /mcp', {
    guard: { kind: 'jwt', name: 'Jwt', identitySource: ['$request.header.Authorization'], issuer: `${issuer.url}${path}`, audience: ['me'], scopes: [] },
  });
  const authorizer = compileAuthorizers([route], { ...options, limits: { ...KEY_LIMITS, ...limits } })(route)!;
  return async (bearer) => {
    const decision = await authorizer.authorize(askedBy({ authorization: `Bearer ${bearer}` }, route));
    return decision.admitted ? 'admitted' : `${decision.reply.status} ${decision.failure}`;
  };
}

/** What the client is told, in AWS's words. */
const FAILED: Record<string, string> = { [DISCOVERY]: 'OIDC discovery endpoint communication error', [KEYS]: 'JWKS communication error' };

const good = (key: IssuerKey, path = '') => token(key, { iss: `${issuer.url}${path}`, aud: 'me' });

describe('keys are fetched', () => {
  test('once, however many requests wait for them and come after', async () => {
    const call = caller();
    expect(await Promise.all(Array.from({ length: 8 }, async () => call(good(first))))).toEqual(Array(8).fill('admitted'));
    expect(await call(good(first))).toBe('admitted');
    expect(issuer.asked).toEqual([DISCOVERY, KEYS]);
  });

  test('once for all routes of one issuer', async () => {
    const guard = { kind: 'jwt', name: 'Jwt', identitySource: ['$request.header.Authorization'], issuer: issuer.url, audience: ['me'], scopes: [] } as const;
    const routes = [routeFacts('POST /a', { guard }), routeFacts('POST /b', { guard: { ...guard, audience: ['you'] } }), routeFacts('POST /open')];
    const authorizerOf = compileAuthorizers(routes, options);
    const answers = await Promise.all(routes.map(async (route) => authorizerOf(route)?.authorize(askedBy({ authorization: good(first) }, route))));
    expect(answers.map((answer) => answer?.admitted)).toEqual([true, false, undefined]);
    expect(issuer.asked).toEqual([DISCOVERY, KEYS]);
  });

  test('not for a token that no key could make good', async () => {
    const call = caller();
    await Promise.all(['garbage', 'a.b.c', token(first, {}, { alg: 'HS256' }), token(first, {}, { kid: 7 })].map(call));
    expect(issuer.asked).toEqual([]);
  });

  test('again when they have been kept for long enough', async () => {
    const call = caller({ keptMs: 0 });
    await call(good(first));
    expect(await call(good(first))).toBe('admitted');
    expect(issuer.asked).toEqual([DISCOVERY, KEYS, DISCOVERY, KEYS]);
  });

  test('below the issuer\'s path, with or without a slash at its end', async () => {
    const call = caller({}, '/pool/');
    issuer.answers.set(`/pool${DISCOVERY}`, (_request, response) => response.end(JSON.stringify({ jwks_uri: `${issuer.url}${KEYS}` })));
    expect(await call(good(first, '/pool/'))).toBe('admitted');
  });

  test('where the issuer redirects to', async () => {
    const call = caller();
    issuer.answers.set(DISCOVERY, (_request, response) => response.writeHead(302, { location: '/moved' }).end());
    issuer.answers.set('/moved', (_request, response) => response.end(JSON.stringify({ jwks_uri: `${issuer.url}${KEYS}` })));
    expect(await call(good(first))).toBe('admitted');
  });
});

describe('rotation', () => {
  test('a new key is found with its first token', async () => {
    const call = caller({ pauseMs: 0 });
    await call(good(first));
    issuer.keys = [second];
    expect(await call(good(second))).toBe('admitted');
    expect(await call(good(first))).toContain('401 invalid_token: the issuer has no such key (kid is "first")');
  });

  test('unknown keys are looked for once in a while, not for each token', async () => {
    const call = caller();
    await call(good(first));
    expect(await Promise.all(Array.from({ length: 50 }, async (_, index) => call(token(first, {}, { kid: `flood-${index}` }))))).toHaveLength(50);
    expect(issuer.asked).toEqual([DISCOVERY, KEYS]);
  });

  test('known keys survive an outage, and a search for unknown ones in it', async () => {
    const call = caller({ pauseMs: 0 });
    await call(good(first));
    await issuer.close();
    expect(await call(good(second))).toContain('OIDC discovery endpoint communication error');
    expect(await call(good(first))).toBe('admitted');
  });
});

describe('keys that cannot be had refuse the request, and say why', () => {
  const json = (document: object) => (_request: unknown, response: { end(text: string): unknown }) => void response.end(JSON.stringify(document));

  test('the issuer is not there', async () => {
    const call = caller();
    await issuer.close();
    expect(await call(good(first))).toBe(`401 invalid_token: OIDC discovery endpoint communication error (${issuer.url}${DISCOVERY}: ECONNREFUSED)`);
  });

  test.each<[string, string, Parameters<Issuer['answers']['set']>[1], string]>([
    ['there is no discovery document', DISCOVERY, (_request, response) => response.writeHead(404).end(), 'it answers 404'],
    ['the discovery document is not JSON', DISCOVERY, (_request, response) => response.end('<html>'), 'it is not JSON'],
    ['the discovery document names no keys', DISCOVERY, json({}), 'it has no jwks_uri'],
    ['the discovery document redirects without end', DISCOVERY, (_request, response) => response.writeHead(302, { location: DISCOVERY }).end(), 'it redirects more than 3 times'],
    ['the discovery document redirects to a file', DISCOVERY, (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(), 'it leads to file:///etc/passwd, which is no https URL'],
    ['the keys are huge', KEYS, json({ keys: [{ n: 'x'.repeat(2_000) }] }), 'it is larger than 2000 bytes'],
    ['the keys are no list', KEYS, json({ keys: 'none' }), 'it has no list of keys'],
    ['the issuer fails', KEYS, (_request, response) => response.writeHead(500).end(), 'it answers 500'],
  ])('%s', async (_name, path, answer, reason) => {
    const call = caller({ maxBytes: 2_000 });
    issuer.answers.set(path, answer);
    expect(await call(good(first))).toContain(`401 invalid_token: ${FAILED[path]} (${issuer.url}${path}: ${reason}`);
  });

  test.each<[string, string, Parameters<Issuer['answers']['set']>[1], number]>([
    ['the discovery document does not come', DISCOVERY, () => undefined, 50],
    ['the discovery document does not end', DISCOVERY, (_request, response) => response.write('{'), 50],
    ['the keys do not come within 1.5 s', KEYS, () => undefined, KEY_LIMITS.timeoutMs],
  ])('%s', async (_name, path, answer, timeoutMs) => {
    const call = caller({ timeoutMs });
    issuer.answers.set(path, answer);
    expect(await call(good(first))).toBe(`401 invalid_token: ${FAILED[path]} (${issuer.url}${path}: no answer within ${timeoutMs} ms)`);
  });

  test('its keys are said to be on another machine, without https', async () => {
    const call = caller();
    issuer.answers.set(DISCOVERY, json({ jwks_uri: 'http://keys.example.com/keys' }));
    expect(await call(good(first))).toContain('JWKS communication error (http://keys.example.com/keys: it leads to http://keys.example.com/keys, which is no https URL');
  });

  test('a URL that fills lines is cut short', async () => {
    const call = caller();
    const path = `${KEYS}?${'x'.repeat(1_000)}`;
    issuer.answers.set(DISCOVERY, json({ jwks_uri: `${issuer.url}${path}` }));
    issuer.answers.set(path, json({}));
    expect(await call(good(first))).toMatch(/\?x{1,200}…: it has no list of keys\)$/);
  });

  test('documents right at the limit are read', async () => {
    const size = JSON.stringify({ keys: [{ ...first.publicKey.export({ format: 'jwk' }), kid: 'first', use: 'sig' }] }).length;
    expect(await caller({ maxBytes: size })(good(first))).toBe('admitted');
    expect(await caller({ maxBytes: size - 1 })(good(first))).toContain(`it is larger than ${size - 1} bytes`);
  });

  test('an issuer that failed is asked again after a pause, not before', async () => {
    const call = caller({ pauseAfterFailureMs: 60_000 });
    const impatient = caller({ pauseAfterFailureMs: 0 });
    issuer.answers.set(KEYS, (_request, response) => response.writeHead(503).end());
    await Promise.all([call(good(first)), impatient(good(first))]);
    issuer.answers.clear();
    expect(await call(good(first))).toContain('it answers 503');
    expect(await impatient(good(first))).toBe('admitted');
  });
});

test('a token that the keys cannot check is refused: they must be RSA keys of 2048 bits', async () => {
  const call = caller();
  issuer.answers.set(KEYS, (_request, response) => response.end(JSON.stringify({ keys: [{ kty: 'RSA', kid: 'first', n: 'AQAB', e: 'AQAB' }] })));
  expect(await call(good(first))).toContain('401 invalid_token: the token cannot be verified');
});
