import { newAccessKey } from '../../../src/issuer/access-key';
import { GatewayResponseFacts } from '../../../src/template/model';
import { restRouteFacts, restServer } from '../../served-server';
import { Signing, signed, signingTime } from '../authorizer/signing-client';
import { gatewayOfTest, Shown } from '../running-gateway';

const start = gatewayOfTest();

const KEY = newAccessKey();
const STRANGER = newAccessKey();
const MISMATCH = 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. '
  + 'Consult the service documentation for details.';

const guard = { kind: 'iam' } as const;
const mock = { status: 200, headers: [], body: { mediaType: 'application/json', text: '{"mock":true}' } };
const server = (gatewayResponses: readonly GatewayResponseFacts[] = []) => restServer({
  routes: [restRouteFacts('ANY /mcp', { guard }), restRouteFacts('ANY /mcp/{proxy+}', { guard }), restRouteFacts('GET /mock', { guard, mock })], gatewayResponses,
});

test.each([['in its headers', ''], ['in its query', '?X-Amz-Expires=60']])('a request that is signed %s goes on with its body, and the server is told who has signed', async (_name, query) => {
  const { url } = await start(server(), { accessKey: KEY });
  const request = await signed(`${url}/prod/mcp/a%20b${query}`, KEY, { body: '{"id":1}', headers: { 'content-type': 'application/json' } }, { signQuery: query !== '' });
  const response = await fetch(request);
  const { headers, body } = await response.json() as Shown;
  expect([response.status, body]).toEqual([200, '{"id":1}']);
  const { authorizer, identity } = JSON.parse(headers['x-amzn-request-context']) as { authorizer?: unknown; identity: object };
  expect(authorizer).toBeUndefined();
  expect(identity).toMatchObject({
    accessKey: KEY.id, accountId: '000000000000', caller: KEY.user.id, user: KEY.user.id, userArn: 'arn:aws:iam::000000000000:user/developer', apiKey: null,
  });
});

test('a fixed answer asks for a signature too', async () => {
  const { url } = await start(server(), { accessKey: KEY });
  expect((await fetch(`${url}/prod/mock`)).status).toBe(403);
  expect(await (await fetch(await signed(`${url}/prod/mock`, KEY, { method: 'GET' }))).json()).toEqual({ mock: true });
});

test('behind a domain the path is signed that the client has', async () => {
  const { url } = await start({ ...server(), door: { ...server().door, domain: { mappings: [{ key: 'tools', stage: 'prod' }], ownUrl: false } } }, { accessKey: KEY });
  expect((await fetch(await signed(`${url}/tools/mcp`, KEY))).status).toBe(200);
});

describe('what is signed otherwise is 403, and no instance is asked', () => {
  const refused = async (make: (url: string) => Promise<Request>, accessKey: typeof KEY | undefined = KEY) => {
    const { url, events, requests } = await start(server(), { accessKey });
    const response = await fetch(await make(`${url}/prod/mcp`));
    expect([response.status, response.headers.get('content-type')]).toEqual([403, 'application/json']);
    const [{ failure }] = await requests(1);
    expect(events.map(({ event }) => event)).toEqual(['request']);
    return { errorType: response.headers.get('x-amzn-errortype'), body: await response.json(), failure };
  };

  test('not at all', async () => {
    expect(await refused(async (url) => new Request(url, { method: 'POST' }))).toEqual({
      errorType: 'MissingAuthenticationTokenException',
      body: { message: 'Missing Authentication Token' },
      failure: 'no signature: neither the header Authorization nor the query has one',
    });
  });

  test('by a token', async () => {
    expect(await refused(async (url) => new Request(url, { method: 'POST', headers: { authorization: 'Bearer a.b.c' } }))).toMatchObject({
      errorType: 'IncompleteSignatureException', body: { message: 'not a valid key=value pair (missing equal-sign) in Authorization header' },
    });
  });

  test.each<[string, Partial<Signing>, string, string]>([
    ['for function URLs', { service: 'lambda' }, 'InvalidSignatureException', MISMATCH],
    ['for another region', { region: 'eu-west-1' }, 'InvalidSignatureException', MISMATCH],
    ['with another secret', { secretAccessKey: STRANGER.secret }, 'InvalidSignatureException', MISMATCH],
    ['more than five minutes ago', { datetime: signingTime(-301) }, 'InvalidSignatureException', 'Signature expired'],
    ['with another key', { accessKeyId: STRANGER.id }, 'AccessDeniedException', 'The security token included in the request is invalid.'],
  ])('%s', async (_name, signing, errorType, message) => {
    expect(await refused(async (url) => signed(url, KEY, { body: '{}' }, signing))).toMatchObject({ errorType, body: { message } });
  });

  test('well, where nobody has a key', async () => {
    const { url, requests } = await start(server());
    expect((await fetch(await signed(`${url}/prod/mcp`, KEY))).status).toBe(403);
    expect((await requests(1))[0].failure).toBe('there is no key that is let in');
  });
});

test.each<[string, string, Partial<Signing> | undefined]>([
  ['MISSING_AUTHENTICATION_TOKEN', 'no signature', undefined],
  ['INVALID_SIGNATURE', 'a bad one', { secretAccessKey: STRANGER.secret }],
  ['ACCESS_DENIED', 'another key', { accessKeyId: STRANGER.id }],
])('the gateway response %s stands for the answer to %s', async (type, _name, signing) => {
  const { url } = await start(server([{ type, status: 401, headers: ['x-hint', 'sign'] }]), { accessKey: KEY });
  const request = signing === undefined ? new Request(`${url}/prod/mcp`) : await signed(`${url}/prod/mcp`, KEY, {}, signing);
  const response = await fetch(request);
  expect([response.status, response.headers.get('x-hint')]).toEqual([401, 'sign']);
});
