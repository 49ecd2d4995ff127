import { eventFits } from '../../../src/gateway/event/event-size';
import { Invocation } from '../../../src/gateway/event/invocation';
import { servedServer } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

const LIMIT = 6_291_456;

const INVOCATION: Invocation = {
  requestId: 'JKJaXmPLvHcESHA=',
  arrivedAt: new Date(0),
  method: 'POST',
  sentPath: '/gr%C3%BC%C3%9F',
  query: 'a=1&a=2&b=%20',
  sourceIp: '127.0.0.1',
  host: 'localhost:3000',
  userAgent: '',
  protocol: 'HTTP/1.1',
};

const CONTEXT = { stage: '$default', http: { path: '/grüß' } };

/** The event as it stands in AWS's documentation, with this body. */
function event(body: Buffer, type: string | undefined, inBase64: boolean): object {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/grüß',
    rawQueryString: 'a=1&a=2&b=%20',
    cookies: ['c=1', 'd=2'],
    headers: { 'host': 'localhost:3000', ...type === undefined ? {} : { 'content-type': type }, 'content-length': String(body.length) },
    queryStringParameters: { a: '1,2', b: ' ' },
    requestContext: CONTEXT,
    body: inBase64 ? body.toString('base64') : body.toString(),
    isBase64Encoded: inBase64,
  };
}

const fits = (body: Buffer, type: string | undefined) => eventFits(body, {
  invocation: INVOCATION,
  way: { stage: '$default', routeKey: '$default', rawPath: '/grüß', authorizer: undefined },
  requestContext: Buffer.from(JSON.stringify(CONTEXT)).toString('latin1'),
  headers: ['host', 'localhost:3000', ...type === undefined ? [] : ['content-type', type], 'cookie', 'c=1;d=2'],
});

test.each([
  ['text', 'text/plain', false, 'x'],
  ['text without a type', undefined, false, 'x'],
  ['JSON, whose quotation marks are escaped', 'application/json', false, '"'],
  ['letters outside of ASCII', 'application/problem+json; charset=utf-8', false, 'ß'],
  ['control characters, which are six bytes each', 'text/plain', false, '\u0001'],
  ['bytes', 'application/octet-stream', true, '\u0001'],
])('an event with %s fits up to the last byte', (_name, type, inBase64, letter) => {
  const size = (count: number) => Buffer.byteLength(JSON.stringify(event(Buffer.from(letter.repeat(count)), type, inBase64)));
  // Each letter is as many bytes of the event as the first; the number of the length's digits is that of the largest.
  const each = inBase64 ? 4 / 3 : size(1_000_001) - size(1_000_000);
  let count = 1_000_000 + Math.floor((LIMIT - size(1_000_000)) / each);
  while (size(count) > LIMIT) count -= 1;
  while (size(count + 1) <= LIMIT) count += 1;
  expect(fits(Buffer.from(letter.repeat(count)), type)).toBe(true);
  expect(fits(Buffer.from(letter.repeat(count + 1)), type)).toBe(false);
});

describe('behind the gateway', () => {
  let gateway: RunningGateway;
  beforeAll(async () => { gateway = await startGateway(servedServer()); });
  afterAll(async () => gateway.close());

  const post = async (type: string, body: Buffer) => fetch(`${gateway.url}/slow?ms=0`, { method: 'POST', headers: { 'content-type': type }, body });

  test.each([
    ['text', 'text/plain', Buffer.alloc(6_289_000, 'x')],
    ['quotation marks', 'text/plain', Buffer.alloc(3_144_000, '"')],
    ['bytes', 'application/octet-stream', Buffer.alloc(4_716_000, 1)],
  ])('%s up to 6 MB of event reach the server, and a little more gets 413', async (_name, type, body) => {
    expect((await post(type, body)).status).toBe(200);
    const answer = await post(type, Buffer.concat([body, body.subarray(0, 3_000)]));
    expect([answer.status, await answer.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    const reported = (await gateway.requests(1)).at(-1)!;
    expect(reported.failure).toBe('the event is larger than the 6291456 bytes (6 MB) that a function is invoked with');
    expect(reported).not.toHaveProperty('instance');
  });

  test('a body is told apart from one that is too large for the API itself, which takes 10 MB', async () => {
    const failure = async (bytes: number) => {
      const before = gateway.events.filter(({ event: name }) => name === 'request').length;
      expect((await post('text/plain', Buffer.alloc(bytes, 'x'))).status).toBe(413);
      return (await gateway.requests(before + 1)).at(-1)!.failure;
    };
    expect(await failure(10 * 1024 * 1024)).toContain('6 MB');
    expect(await failure(10 * 1024 * 1024 + 1)).toBe('the body is larger than the 10 MB that API Gateway takes');
  });

  test('a client that never ends its upload is answered and cut off', async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(Buffer.alloc(1024 * 1024)) });
    const upload = fetch(`${gateway.url}/any`, { method: 'POST', body: endless, duplex: 'half' } as RequestInit).then(({ status }) => status, () => 'cut off');
    expect([413, 'cut off']).toContain(await upload);
    expect((await gateway.requests(1)).at(-1)).toMatchObject({ status: 413 });
  });
});
