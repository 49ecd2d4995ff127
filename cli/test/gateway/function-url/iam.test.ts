import { newAccessKey } from '../../../src/issuer/access-key';
import { corsFacts, routeFacts, urlServer } from '../../served-server';
import { Signing, signed, signingTime } from '../authorizer/signing-client';
import { gatewayOfTest, Shown } from '../running-gateway';

const start = gatewayOfTest();

const KEY = newAccessKey();
const STRANGER = newAccessKey();
const ORIGIN = 'https://app.example.com';
const FORBIDDEN = { Message: 'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html' };
const MISMATCH = {
  message: 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. '
    + 'Consult the service documentation for details.',
};

const server = () => urlServer({
  routes: [routeFacts('$default', { integrationTimeoutMs: 900_000, guard: { kind: 'iam' } })],
  cors: corsFacts({ allowOrigins: [ORIGIN], allowMethods: ['POST'] }),
});

test('a request that is signed for Lambda goes on with its body, and the server is told who has signed', async () => {
  const { url } = await start(server(), { accessKey: KEY });
  const response = await fetch(await signed(`${url}/mcp?b=2&a=1`, KEY, { body: '{"id":1}', headers: { 'content-type': 'application/json' } }, { service: 'lambda' }));
  const { headers, body } = await response.json() as Shown;
  expect([response.status, body]).toEqual([200, '{"id":1}']);
  expect(JSON.parse(headers['x-amzn-request-context'])).toMatchObject({
    accountId: '000000000000',
    authorizer: {
      iam: {
        accessKey: KEY.id,
        accountId: '000000000000',
        callerId: KEY.user.id,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: 'arn:aws:iam::000000000000:user/developer',
        userId: KEY.user.id,
      },
    },
  });
});

test.each<[string, Partial<Signing>, string, object]>([
  ['for API Gateway', { service: 'execute-api' }, 'InvalidSignatureException', MISMATCH],
  ['for another region', { region: 'eu-west-1' }, 'InvalidSignatureException', MISMATCH],
  ['with another secret', { secretAccessKey: STRANGER.secret }, 'InvalidSignatureException', MISMATCH],
  ['more than five minutes ago', { datetime: signingTime(-301) }, 'InvalidSignatureException', { message: 'Signature expired' }],
  ['with another key', { accessKeyId: STRANGER.id }, 'UnrecognizedClientException', { message: 'The security token included in the request is invalid.' }],
])('a request that is signed %s is 403, and no instance is asked', async (_name, signing, errorType, body) => {
  const { url, events, requests } = await start(server(), { accessKey: KEY });
  const response = await fetch(await signed(`${url}/mcp`, KEY, { body: '{}' }, { service: 'lambda', ...signing }));
  expect([response.status, response.headers.get('x-amzn-errortype'), await response.json()]).toEqual([403, errorType, body]);
  await requests(1);
  expect(events.map(({ event }) => event)).toEqual(['request']);
});

test.each([['no signature', {}], ['a bearer token', { authorization: 'Bearer a.b.c' }]])('a request with %s is 403, with the CORS headers of the URL', async (_name, credentials) => {
  const { url } = await start(server(), { accessKey: KEY });
  const response = await fetch(`${url}/mcp`, { method: 'POST', headers: { origin: ORIGIN, ...credentials } });
  expect([response.status, response.headers.get('x-amzn-errortype'), await response.json(), response.headers.get('access-control-allow-origin')])
    .toEqual([403, 'AccessDeniedException', FORBIDDEN, ORIGIN]);
});

test('a request is 403 where nobody has a key', async () => {
  const { url, requests } = await start(server());
  expect((await fetch(await signed(`${url}/mcp`, KEY, {}, { service: 'lambda' }))).status).toBe(403);
  expect((await requests(1))[0].failure).toBe('there is no key that is let in');
});
