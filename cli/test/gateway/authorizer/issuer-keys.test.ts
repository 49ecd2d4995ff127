import { DISCOVERY, Issuer, IssuerKey, KEYS, newKey, startIssuer, token } from './issuer';
import { compileAuthorizers } from '../../../src/gateway/authorizer/authorizer';
import { KEY_LIMITS, KeyLimits } from '../../../src/gateway/authorizer/issuer-keys';
import { routeFacts } from '../../served-server';

let first: IssuerKey;
let second: IssuerKey;
let issuer: Issuer;

beforeAll(() => {
  [first, second] = [newKey('first'), newKey('second')];
});

beforeEach(async () => {
  issuer = await startIssuer(first);
});

afterEach(async () => issuer.close());

/** Sends tokens to a route of the issuer; the answers are `admitted` or the reason of the refusal. */
function caller(limits: Partial<KeyLimits> = {}): (bearer: string) => Promise<string> {
  const route = routeFacts('POST /mcp', {
    guard: { kind: 'jwt', name: 'Jwt', identitySource: ['$request.header.Authorization'], issuer: issuer.url, audience: ['me'], scopes: [] },
  });
  const authorizer = compileAuthorizers([route], { ...KEY_LIMITS, ...limits })(route)!;
  return async (bearer) => {
    const decision = await authorizer.authorize({ authorization: `Bearer ${bearer}` }, undefined);
    return decision.admitted ? 'admitted' : decision.failure;
  };
}

const good = (key: IssuerKey) => token(key, { iss: issuer.url, aud: 'me' });

test('keys are fetched once, however many requests wait for them and come after', async () => {
  const call = caller();
  expect(await Promise.all(Array.from({ length: 8 }, async () => call(good(first))))).toEqual(Array(8).fill('admitted'));
  expect(await call(good(first))).toBe('admitted');
  expect(issuer.asked).toEqual([DISCOVERY, KEYS]);
});

test('nothing is fetched for a token that no key could make good', async () => {
  const call = caller();
  expect(await call('garbage')).toContain('invalid number of segments');
  expect(issuer.asked).toEqual([]);
});

test('cached keys survive an outage of the issuer', async () => {
  const call = caller();
  await call(good(first));
  await issuer.close();
  expect(await call(good(first))).toBe('admitted');
});
