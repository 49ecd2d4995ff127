import { AWS, ParityRequest, telling, ToldAnswer } from './request';

/** A request whose answer it names itself. */
function told(name: string, answer: ToldAnswer, more: Partial<ParityRequest> = {}): ParityRequest {
  const headers = [...more.headers ?? [], telling(answer)];
  return { name, server: 'Echo', method: 'GET', path: '/mcp', route: 'GET /mcp', ...more, headers };
}

const base64 = (text: string | readonly number[]) => Buffer.from(text as string).toString('base64');
/** The bytes of UTF-8, each as a character. */
const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const json = (value: object) => ({ headers: [['Content-Type', 'application/json']] as const, body: base64(JSON.stringify(value)) });

const ANSWERS: readonly ParityRequest[] = [
  told('an answer 202 without a body', { status: 202 }),
  told('an answer 204', { status: 204, headers: [['X-Text', 'yes']] }),
  told('an answer 304', { status: 304, headers: [['ETag', '"1"']] }),
  told('a redirect', { status: 307, headers: [['Location', '/mcp/elsewhere?a=b']] }),
  told('a challenge', { status: 401, headers: [['WWW-Authenticate', 'Bearer resource_metadata="https://example.com/.well-known/oauth-protected-resource"']] }),
  told('an answer 429', { status: 429, headers: [['Retry-After', '7']] }),
  told('a server error 500', { status: 500, ...json({ error: 'no luck' }) }),
  told('a server error 503', { status: 503, ...json({ error: 'later' }) }),
  told('several cookies', { headers: [['Set-Cookie', 'a=1; Path=/; HttpOnly'], ['Set-Cookie', 'b=2, 3']] }),
  told('several values of a header', { headers: [['Link', '<a>'], ['Link', '<b>']] }),
  told('cache headers', { headers: [['Cache-Control', 'no-store'], ['ETag', 'W/"x"'], ['Vary', 'Accept, Cookie'], ['Content-Language', 'de']], body: base64('ok') }),
  told('a header in UTF-8 in the answer', { headers: [['X-Text', latin1('grüß')]] }),
  told('a header in Latin-1 in the answer', { headers: [['X-Text', '\u00fc']] }),
  told('text', { headers: [['Content-Type', 'text/plain; charset=utf-8']], body: base64('grüß') }),
  told('text in Latin-1', { headers: [['Content-Type', 'text/plain; charset=iso-8859-1']], body: base64([0xfc]) }),
  told('text that is no UTF-8', { headers: [['Content-Type', 'text/plain']], body: base64([0x61, 0xff]) }),
  told('a stream of events', { headers: [['Content-Type', 'text/event-stream']], body: base64('event: message\ndata: {"a":1}\n\n') }),
  told('a body without a type in the answer', { body: base64('text') }, {
    documented: { status: 200, headers: { 'content-type': ['text/plain; charset=utf-8'] }, source: AWS.emulator },
  }),
  told('a picture', { headers: [['Content-Type', 'image/png']], body: base64([0x89, 0x50, 0, 0xff, 0x0a]) }),
  told('an answer of 4 MB', { headers: [['Content-Type', 'text/plain']], letters: 4_000_000 }),
  told('an answer to HEAD', { headers: [['Content-Type', 'text/plain'], ['ETag', '"1"']], body: base64('unseen') }, { method: 'HEAD', path: '/any', route: 'ANY /any' }),
];

const ALLOWED = {
  'access-control-allow-origin': ['https://app.example.com'],
  'access-control-allow-credentials': ['true'],
  'access-control-expose-headers': ['Mcp-Session-Id'],
};
const NONE = { 'access-control-allow-origin': [], 'access-control-allow-credentials': [], 'access-control-expose-headers': [] };
const OWN = [['Access-Control-Allow-Origin', '*'], ['Access-Control-Expose-Headers', 'X-Own']] as const;

const from = (origin: string) => ({ headers: [['Origin', origin]] as const });
const cors = (headers: Readonly<Record<string, readonly string[]>>, note?: string) =>
  ({ documented: { status: 200, headers, source: AWS.cors, note } });
const one = cors({ ...ALLOWED, vary: ['origin'] }, '`vary` is not documented: a cache must not give one origin the answer to another');

/** Answers of the server to which the gateway adds its CORS headers. */
const CROSS_ORIGIN: readonly ParityRequest[] = [
  told('an answer to an allowed origin', { body: base64('ok') }, { ...from('https://app.example.com'), ...one }),
  told('an answer to another origin', { body: base64('ok') }, { ...from('https://evil.example.com'), ...cors(NONE) }),
  told('an answer without an origin', { body: base64('ok') }, cors(NONE)),
  told('CORS headers of the server', { headers: OWN, body: base64('ok') }, cors(NONE)),
  told('CORS headers of the server, to an allowed origin', { headers: OWN, body: base64('ok') }, { ...from('https://app.example.com'), ...one }),
  told('an answer to any origin', { body: base64('ok') }, {
    ...from('https://anywhere.example.org'),
    server: 'Staged',
    path: '/prod/mcp',
    ...cors({ 'access-control-allow-origin': ['*'], 'access-control-allow-credentials': [], 'access-control-expose-headers': ['Mcp-Session-Id'] }),
  }),
];

/** What a server may answer. */
export const ANSWERED: readonly ParityRequest[] = [...ANSWERS, ...CROSS_ORIGIN];
