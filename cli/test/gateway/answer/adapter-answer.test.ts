import { adapterAnswer } from '../../../src/gateway/answer/adapter-answer';
import { servedServer } from '../../served-server';
import { RunningGateway, startGateway } from '../running-gateway';

const LIMIT = 6_291_556;
const TOO_LARGE = 'Response payload size exceeded maximum allowed payload size (6291556 bytes).';

const answer = (body: Buffer, ...headers: string[]) => adapterAnswer({ status: 200, headers, body }, '2.0');

/** Whether the adapter returns the body as it is; large ones are compared in no other way. */
const returns = (body: Buffer, ...headers: string[]) => {
  const returned = answer(body, ...headers);
  return 'body' in returned && returned.body.equals(body);
};

/** What the adapter returns, as its own tests have it. */
function payload(body: string, isBase64Encoded: boolean, headers: Record<string, string>, cookies: readonly string[] = []): string {
  return JSON.stringify({ statusCode: 200, headers, multiValueHeaders: {}, body, isBase64Encoded, cookies });
}

test.each([
  ['text', 'text/plain', 'x', 1],
  ['quotation marks', 'application/json', '"', 2],
  ['letters outside of ASCII', 'image/svg+xml', 'ß', 2],
  ['control characters', 'application/yaml', '\u0001', 6],
])('%s may be so large that the adapter\'s JSON is 6,291,556 bytes', (_name, type, letter, bytes) => {
  const pad = 'p'.repeat(LIMIT % bytes + bytes);
  const rest = LIMIT - Buffer.byteLength(payload(pad, false, { 'content-type': type, 'x-many': '1' }, ['a=1', 'b=ß']));
  const body = pad.slice(rest % bytes === 0 ? 0 : bytes - rest % bytes) + letter.repeat(Math.ceil(rest / bytes));
  const headers = ['Content-Type', type, 'X-Many', '1', 'X-Many', '2', 'Set-Cookie', 'a=1', 'Transfer-Encoding', 'chunked', 'Set-Cookie', 'b=\u00c3\u009f'];
  expect(Buffer.byteLength(payload(body, false, { 'content-type': type, 'x-many': '1' }, ['a=1', 'b=ß']))).toBe(LIMIT);
  expect(returns(Buffer.from(body), ...headers)).toBe(true);
  expect(answer(Buffer.from(`${body}x`), ...headers)).toEqual({ failure: TOO_LARGE });
});

test.each(['1.0', '2.0'] as const)('with payload format %s a header counts by any name', (format) => {
  const answered = (name: string, spare: number) => {
    const body = Buffer.alloc(LIMIT - payload('', false, {}).length - 1_100 + spare, 'a');
    return adapterAnswer({ status: 200, headers: [name, 'x'.repeat(1_000)], body }, format);
  };
  for (const name of ['constructor', '__proto__']) {
    const plain = 'x'.repeat(name.length);
    for (const spare of [0, 200]) {
      expect('failure' in answered(name, spare)).toBe('failure' in answered(plain, spare));
    }
    expect(answered(name, 200)).toEqual({ failure: TOO_LARGE });
  }
});

test.each([
  ['a type that is no text', ['content-type', 'image/png']],
  ['any encoding', ['content-type', 'text/plain', 'content-encoding', 'gzip']],
])('with %s the body counts as base64', (_name, headers) => {
  const named = Object.fromEntries(headers.flatMap((name, index) => index % 2 === 0 ? [[name, headers[index + 1]]] : []));
  const groups = Math.floor((LIMIT - payload('', true, named).length) / 4);
  const largest = Buffer.alloc(groups * 3, 0xff);
  expect(returns(largest, ...headers)).toBe(true);
  expect(answer(Buffer.alloc(groups * 3 + 1), ...headers)).toEqual({ failure: TOO_LARGE });
});

test.each([
  ['text/plain; charset=iso-8859-1', Buffer.from([0xfc]), 'ü'],
  ['text/plain; charset="utf-16le"', Buffer.from('ü', 'utf16le'), 'ü'],
  ['text/plain', Buffer.from([0x61, 0xff]), 'a\ufffd'],
  ['application/json', Buffer.from('\ufeff{}'), '{}'],
  ['text/plain; charset=klingon', Buffer.from('ü'), 'ü'],
])('a text of %s becomes UTF-8', (type, body, text) => {
  expect(answer(body, 'content-type', type)).toEqual({ body: Buffer.from(text), isText: true });
});

test('bytes that are no text stay as they are', () => {
  const body = Buffer.from([0, 0xff, 0xfe, 0x80]);
  expect(answer(body, 'content-type', 'application/octet-stream')).toEqual({ body, isText: false });
});

describe('behind the gateway', () => {
  let gateway: RunningGateway;
  beforeAll(async () => { gateway = await startGateway(servedServer()); });
  afterAll(async () => gateway.close());

  const letters = async (letter: string, count: number, type = 'text/plain') =>
    fetch(`${gateway.url}/letters?letter=${encodeURIComponent(letter)}&count=${count}&type=${type}`);

  test.each([
    ['x', 6_291_000, 'text/plain'],
    ['"', 3_145_500, 'application/json'],
    ['x', 4_718_000, 'image/png'],
  ])('%j is answered %d times as %s, and a little more gets 500 with Lambda\'s text in the request line', async (letter, count, type) => {
    const whole = await letters(letter, count, type);
    expect([whole.status, (await whole.arrayBuffer()).byteLength]).toEqual([200, count]);
    const failed = await letters(letter, count + 600, type);
    expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect((await gateway.requests(1)).at(-1)!.failure).toBe(TOO_LARGE);
  });

  test('an instance that writes without end is read up to the limit, told so, and used again', async () => {
    expect((await fetch(`${gateway.url}/endless`)).status).toBe(500);
    await gateway.printed('nobody reads any more');
    expect((await gateway.requests(1)).at(-1)!.failure).toBe(TOO_LARGE);
    expect((await fetch(`${gateway.url}/any`)).status).toBe(200);
    expect(gateway.events.filter(({ event }) => event === 'instance-started')).toHaveLength(1);
  });
});
