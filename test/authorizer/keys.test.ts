import { RequestListener } from 'node:http';
import { DISCOVERY, Issuer, IssuerKey, KEYS, KEYS_MS, newKey, startIssuer, token } from '../../cli/test/gateway/authorizer/issuer';
import { IssuerFailure, IssuerKeys } from '../../src/authorizer/handler/keys';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

let first: IssuerKey;
let second: IssuerKey;
let issuer: Issuer;
let keys: IssuerKeys;
let now: number;

beforeAll(async () => {
  [first, second] = await Promise.all([newKey('first'), newKey('second')]);
}, KEYS_MS);

beforeEach(async () => {
  issuer = await startIssuer(first);
  now = 0;
  keys = new IssuerKeys(issuer.url, () => now);
});

afterEach(async () => issuer.close());

const signedBy = (key: IssuerKey) => token(key, { iss: issuer.url });
const fetches = () => issuer.asked.filter((path) => path === KEYS).length;
const fails = () => issuer.answers.set(DISCOVERY, (_request, response) => response.writeHead(503).end());

test('one fetch does for all who wait for it, and for an hour', async () => {
  await Promise.all([keys.verify(signedBy(first)), keys.verify(signedBy(first))]);
  now = HOUR - 1;
  await keys.verify(signedBy(first));
  expect(fetches()).toBe(1);
});

test('a key that the issuer has withdrawn counts for an hour at most', async () => {
  await keys.verify(signedBy(first));
  issuer.keys = [second];
  now = HOUR;
  await expect(keys.verify(signedBy(first))).rejects.toThrow('not found in the JWKS');
  await keys.verify(signedBy(second));
});

test('a key that has changed under its name counts from the next fetch on', async () => {
  await keys.verify(signedBy(first));
  issuer.keys = [{ ...second, kid: 'first' }];
  now = HOUR;
  await expect(keys.verify(signedBy(first))).rejects.toThrow('Invalid signature');
});

test('while the issuer fails, its keys count for two hours, and then nobody is let in', async () => {
  await keys.verify(signedBy(first));
  fails();
  now = 2 * HOUR - 1;
  await keys.verify(signedBy(first));
  now = 2 * HOUR + 10 * SECOND;
  await expect(keys.verify(signedBy(first))).rejects.toThrow(IssuerFailure);
});

test('a failure is remembered for some seconds, and the issuer is then asked again', async () => {
  fails();
  for (let count = 0; count < 3; count++) {
    await expect(keys.verify(signedBy(first))).rejects.toThrow('the issuer answered 503');
  }
  expect(issuer.asked).toEqual([DISCOVERY]);
  issuer.answers.clear();
  now = 5 * SECOND;
  await keys.verify(signedBy(first));
});

test('a new key is found at once where the issuer was not asked just before, and made-up names ask it once in five seconds', async () => {
  await keys.verify(signedBy(first));
  issuer.keys = [first, second];
  now = 5 * SECOND;
  await keys.verify(signedBy(second));
  for (let count = 0; count < 3; count++) {
    await expect(keys.verify(signedBy({ ...first, kid: `made-up-${count}` }))).rejects.toThrow('not found in the JWKS');
  }
  expect(fetches()).toBe(2);
});

test.each<[string, string, RequestListener, string]>([
  ['its discovery document', DISCOVERY, (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end(), 'fetch failed (unexpected redirect)'],
  ['its keys', KEYS, (_request, response) => response.writeHead(404).end(), 'the issuer answered 404'],
  ['its keys', KEYS, (_request, response) => response.end('<html>'), 'is not valid JSON'],
])('a failure names %s by its address', async (_name, path, answer, reason) => {
  issuer.answers.set(path, answer);
  const failure = await keys.verify(signedBy(first)).catch((error) => error);
  expect(failure).toBeInstanceOf(IssuerFailure);
  expect(failure.message).toContain(`out of reach: ${issuer.url}${path}: `);
  expect(failure.message).toContain(reason);
});

test.each([[{}], [{ keys: 'none' }], [[]]])('an issuer whose keys are %j has failed', async (document) => {
  issuer.answers.set(KEYS, (_request, response) => response.end(JSON.stringify(document)));
  await expect(keys.verify(signedBy(first))).rejects.toThrow(IssuerFailure);
});
