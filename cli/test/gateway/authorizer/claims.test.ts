import { checkClaims, Claims, scopesOf } from '../../../src/gateway/authorizer/claims';
import { JwtGuard } from '../../../src/template/model';

const NOW = 1_700_000_000;

const guard: JwtGuard = { kind: 'jwt', name: 'Jwt', identitySource: [], issuer: 'https://issuer.example.com', audience: ['me'], scopes: [] };

/** Checks claims that are good at that moment, but for those given. */
const check = (claims: Claims) => () => checkClaims({ iss: guard.issuer, aud: 'me', exp: NOW + 1, ...claims }, guard, NOW * 1000);

test.each<[string, Claims, string]>([
  ['expires with its second', { exp: NOW }, 'has expired'],
  ['becomes valid with its second', { nbf: NOW + 1 }, 'not valid yet'],
  ['is issued with its second', { iat: NOW + 1 }, 'before it was issued'],
])('a token %s, without leeway', (_name, claims, reason) => {
  expect(check(claims)).toThrow(reason);
  const [name] = Object.keys(claims);
  expect(check({ [name]: NOW + (name === 'exp' ? 1 : 0) })).not.toThrow();
});

test('a time that no calendar has is refused or good for ever, and never an error of its own', () => {
  expect(check({ exp: 1e300 })).not.toThrow();
  expect(check({ nbf: 1e300 })).toThrow('not valid yet');
});

test.each<[string, Claims, string[]]>([
  ['a text', { scope: ' a  b ' }, ['a', 'b']],
  ['a list', { scp: ['a', 'b c', 7, null] }, ['a', 'b', 'c']],
  ['scope before scp', { scope: 'a', scp: 'b' }, ['a']],
  ['no scope, but something else', { scope: { a: true } }, []],
  ['nothing', {}, []],
])('scopes are read from %s', (_name, claims, scopes) => {
  expect(scopesOf(claims)).toEqual(scopes);
});
