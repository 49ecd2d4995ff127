import { restEventRequest } from '../../../src/gateway/rest/function';
import { lambdaFacts } from '../../functions/running-functions';
import { restRouteFacts, restServer } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await startGateway(restServer({
    routes: [restRouteFacts('POST /reply', { function: 'Reply' })],
    binaryMediaTypes: ['image/png'],
    functions: [lambdaFacts({ logicalId: 'Reply', handler: 'index.reply' })],
  }));
});

afterAll(async () => gateway.close());

const returned = async (result: unknown, accept = 'text/plain') => {
  const answer = await fetch(`${gateway.url}/prod/reply`, { method: 'POST', body: JSON.stringify(result), headers: { accept } });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

test('a function beside the server returns what the client gets', async () => {
  const { status, text, headers } = await returned({
    statusCode: 201, headers: { 'X-One': 'lost', 'X-Other': 'grüß', 'WWW-Authenticate': 'Basic' }, multiValueHeaders: { 'x-one': ['a', 'b'] }, body: 'grüß',
  });
  expect([status, text, headers.get('content-type'), headers.get('x-one'), headers.get('www-authenticate'), headers.get('x-amzn-remapped-www-authenticate')])
    .toEqual([201, 'grüß', 'application/json', 'a, b', null, 'Basic']);
  expect(Buffer.from(headers.get('x-other')!, 'latin1').toString()).toBe('grüß');
});

test('bytes come in base64 unless a binary media type is accepted', async () => {
  const result = { statusCode: 200, body: Buffer.from('bytes').toString('base64'), isBase64Encoded: true };
  expect((await returned(result)).text).toBe(result.body);
  expect((await returned(result, 'image/png')).text).toBe('bytes');
});

test.each<[string, unknown]>([
  ['no object', 'hi'],
  ['no status', { body: 'hi' }],
  ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
  ['headers that are none', { statusCode: 200, headers: ['a'] }],
  ['a header that is an object', { statusCode: 200, headers: { a: {} } }],
])('what it returns with %s is malformed: 502', async (_name, result) => {
  const { status, text } = await returned(result);
  expect([status, text]).toEqual([502, '{"message": "Internal server error"}']);
});

test('it is invoked by an event of payload format 1.0', () => {
  const { body } = restEventRequest({
    invocation: {
      requestId: '1', arrivedAt: new Date(0), method: 'POST', sentPath: '/prod/show/a%20b', query: 'x=1&x=2', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test', host: 'localhost:3000',
    },
    stage: 'prod',
    path: '/show/a%20b',
    resourcePath: '/show/{first}',
    caller: {},
    rawHeaders: ['X-Text', Buffer.from('grüß').toString('latin1')],
    body: Buffer.from('{"ü":1}'),
    isBinary: false,
    port: 3000,
  });
  expect(JSON.parse(body!.toString())).toMatchObject({
    resource: '/show/{first}',
    path: '/show/a%20b',
    httpMethod: 'POST',
    headers: { 'x-text': 'grüß', 'x-forwarded-for': '127.0.0.1' },
    multiValueHeaders: { 'x-text': ['grüß'] },
    queryStringParameters: { x: '2' },
    multiValueQueryStringParameters: { x: ['1', '2'] },
    pathParameters: { first: 'a b' },
    requestContext: { stage: 'prod', httpMethod: 'POST', resourcePath: '/show/{first}' },
    body: '{"ü":1}',
    isBase64Encoded: false,
  });
});
