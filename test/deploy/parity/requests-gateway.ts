import { AWS, DocumentedAnswer, ParityRequest, telling } from './request';

const JSON_TYPE = ['application/json'] as const;
const NOT_FOUND = { status: 404, body: { message: 'Not Found' }, headers: { 'content-type': JSON_TYPE }, source: AWS.routes } satisfies DocumentedAnswer;

/** The configuration of the app, as it stands in the answer to a preflight. */
const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': ['GET,POST,DELETE'],
  'access-control-allow-headers': ['content-type,mcp-protocol-version'],
  'access-control-max-age': ['600'],
} as const;

function preflight(name: string, path: string, origin: string, documented: Omit<DocumentedAnswer, 'source'>, server: ParityRequest['server'] = 'Echo'): ParityRequest {
  return {
    name,
    server,
    method: 'OPTIONS',
    path,
    headers: [['Origin', origin], ['Access-Control-Request-Method', 'POST'], ['Access-Control-Request-Headers', 'content-type']],
    documented: { note: 'the status and `vary` are not documented', ...documented, source: AWS.cors },
  };
}

const unrouted = (name: string, method: string, path: string, server: ParityRequest['server'] = 'Echo'): ParityRequest =>
  ({ name, server, method, path, documented: NOT_FOUND });

const ALLOWED = {
  'access-control-allow-origin': ['https://app.example.com'],
  'access-control-allow-credentials': ['true'],
  ...PREFLIGHT_HEADERS,
  'vary': ['origin'],
};

/** What the gateway answers by itself: compared with AWS's documents. */
export const GATEWAY: readonly ParityRequest[] = [
  preflight('a preflight from an allowed origin', '/mcp', 'https://app.example.com', { status: 204, body: '', headers: ALLOWED }),
  preflight('a preflight for a path without a route', '/nowhere', 'https://app.example.com', {
    status: 204, body: '', headers: ALLOWED, note: 'answered "even if there isn\'t an OPTIONS route configured"; the status and `vary` are not documented',
  }),
  preflight('a preflight from another origin', '/mcp', 'https://evil.example.com', {
    status: 204, body: '', headers: {}, note: 'no CORS header, which is what a browser looks for; the status is not documented',
  }),
  preflight('a preflight where every origin is allowed', '/prod/mcp', 'https://anywhere.example.org', {
    status: 204, body: '', headers: { 'access-control-allow-origin': ['*'], ...PREFLIGHT_HEADERS },
  }, 'Staged'),
  preflight('a preflight without a CORS configuration', '/mcp', 'https://app.example.com', {
    status: 404, body: { message: 'Not Found' }, headers: { 'content-type': JSON_TYPE }, note: 'OPTIONS is a request like any other then, and has no route',
  }, 'Mcp'),
  {
    name: 'OPTIONS without an origin',
    server: 'Echo',
    method: 'OPTIONS',
    path: '/mcp',
    headers: [['Access-Control-Request-Method', 'POST']],
    documented: { status: 404, source: AWS.cors, note: 'a preflight "must contain an `origin` header"; the answer to others is not documented' },
  },
  unrouted('PUT without a route', 'PUT', '/mcp'),
  unrouted('PATCH without a route', 'PATCH', '/mcp'),
  { ...unrouted('HEAD without a route', 'HEAD', '/mcp'), documented: { ...NOT_FOUND, body: '' } },
  unrouted('a path without a route', 'GET', '/nowhere'),
  unrouted('the root', 'GET', '/'),
  unrouted('a path that begins like a route', 'GET', '/mcpx'),
  unrouted('a path in capitals', 'GET', '/MCP'),
  unrouted('a named stage without its name', 'GET', '/mcp', 'Staged'),
  unrouted('a stage that there is not', 'GET', '/test/mcp', 'Staged'),
  unrouted('a stage alone', 'GET', '/prod', 'Staged'),
  unrouted('a stage whose name goes on', 'GET', '/production/mcp', 'Staged'),
  {
    name: 'an unknown host',
    server: 'Mcp',
    method: 'POST',
    path: '/mcp',
    headers: [['Host', 'elsewhere.example.com']],
    documented: {
      status: 403, body: { message: 'Forbidden' }, headers: { 'content-type': JSON_TYPE }, source: AWS.domains, note: 'here the names of this machine are known, and those of `--allow-host`; the answer is not documented',
    },
  },
  {
    name: 'a route that is throttled to nothing',
    server: 'Echo',
    method: 'GET',
    path: '/closed',
    documented: { status: 429, body: { message: 'Too Many Requests' }, headers: { 'content-type': JSON_TYPE }, source: AWS.throttling, note: 'the body is not documented' },
  },
  {
    name: 'headers over 10,240 bytes',
    server: 'Echo',
    method: 'GET',
    path: '/mcp',
    headers: [['X-Long', 'x'.repeat(10_241)]],
    documented: {
      status: 431,
      body: { message: 'Request Header Fields Too Large' },
      headers: { 'content-type': JSON_TYPE },
      source: AWS.apiQuotas,
      note: '"Total combined size of request line and header values": the limit is documented, the answer is not',
    },
  },
  {
    name: 'a body over 6 MB',
    server: 'Echo',
    method: 'POST',
    path: '/mcp',
    headers: [['Content-Type', 'text/plain']],
    body: 'x'.repeat(6 * 1024 * 1024 + 1),
    documented: { status: 413, source: AWS.lambdaQuotas, note: 'an invocation takes 6 MB; the API itself would take 10 MB, and the text of the answer is not documented' },
  },
  {
    name: 'a body over 6 MB in base64',
    server: 'Echo',
    method: 'POST',
    path: '/mcp',
    headers: [['Content-Type', 'application/octet-stream']],
    body: Buffer.alloc(5_000_000, 0xff),
    documented: { status: 413, source: AWS.lambdaQuotas, note: 'an event is JSON, in which bytes stand as base64' },
  },
  {
    name: 'a body over 10 MB',
    server: 'Echo',
    method: 'POST',
    path: '/mcp',
    headers: [['Content-Type', 'text/plain']],
    body: 'x'.repeat(10 * 1024 * 1024 + 1),
    documented: { status: 413, source: AWS.apiQuotas, note: 'the limit is documented, the text of the answer is not' },
  },
  {
    name: 'an answer over 6 MB',
    server: 'Echo',
    method: 'GET',
    path: '/mcp',
    headers: [telling({ headers: [['Content-Type', 'text/plain']], letters: 6_291_556 })],
    documented: { status: 500, body: { message: 'Internal Server Error' }, headers: { 'content-type': JSON_TYPE }, source: AWS.lambdaQuotas, note: 'the adapter\'s whole answer is JSON, and counts' },
  },
];
