import { ParityRequest } from './request';

const POST = { server: 'Echo', method: 'POST', path: '/mcp', route: 'POST /mcp' } as const;
const GET = { server: 'Echo', method: 'GET', path: '/mcp', route: 'GET /mcp' } as const;
const BELOW = { server: 'Echo', method: 'GET', route: 'GET /mcp/{proxy+}' } as const;
const STAGED = { server: 'Staged', method: 'GET', route: 'GET /mcp' } as const;
const ROOT = { server: 'Root', method: 'GET', route: 'GET /mcp' } as const;
const STAGED_ROOT = { ...ROOT, server: 'StagedRoot' } as const;
const JSON_TYPE = ['Content-Type', 'application/json'] as const;

const PATHS: ParityRequest[] = [
  { ...GET, name: 'the path of the endpoint' },
  { ...BELOW, name: 'a slash at the end', path: '/mcp/' },
  { ...BELOW, name: 'a path below', path: '/mcp/a/b.c' },
  { ...BELOW, name: 'a double slash within', path: '/mcp//a' },
  { ...BELOW, name: 'an encoded space', path: '/mcp/a%20b' },
  { ...BELOW, name: 'an encoded slash', path: '/mcp/a%2Fb' },
  { ...BELOW, name: 'an encoded percent sign', path: '/mcp/a%2520b' },
  { ...BELOW, name: 'encoded letters outside of ASCII', path: '/mcp/gr%C3%BC%C3%9F' },
  { ...BELOW, name: 'an encoded letter', path: '/mcp/%61' },
  { ...BELOW, name: 'characters that need no encoding', path: '/mcp/a:b@c;d=e,f+g!$&\'()*~' },
  { ...BELOW, name: 'a dot segment', path: '/mcp/./a' },
  { ...BELOW, name: 'two dots', path: '/mcp/a/../b' },
  { ...BELOW, name: 'two encoded dots', path: '/mcp/a/%2e%2e/b' },
  { ...STAGED, name: 'a named stage', path: '/prod/mcp' },
  { ...STAGED, name: 'a named stage and a slash at the end', path: '/prod/mcp/', route: 'GET /mcp/{proxy+}' },
  { ...STAGED, name: 'a named stage and a path below', path: '/prod/mcp/prod/mcp', route: 'GET /mcp/{proxy+}' },
  { ...ROOT, name: 'a server at the root', path: '/mcp' },
  { ...ROOT, name: 'a server at the root and a slash at the end', path: '/mcp/', route: 'GET /mcp/{proxy+}' },
  { ...ROOT, name: 'a server at the root and its public path twice', path: '/mcp/mcp/a', route: 'GET /mcp/{proxy+}' },
  { ...ROOT, name: 'a server at the root and a path that begins with its public one', path: '/mcp/mcp-a', route: 'GET /mcp/{proxy+}' },
  { ...STAGED_ROOT, name: 'a server at the root behind a named stage', path: '/prod/mcp' },
  { ...STAGED_ROOT, name: 'a server at the root behind a named stage and a path below', path: '/prod/mcp/a', route: 'GET /mcp/{proxy+}' },
];

const QUERIES: ParityRequest[] = [
  { ...GET, name: 'repeated parameters', query: 'a=1&b=2&a=3' },
  { ...GET, name: 'empty parameters', query: 'a=&b&=c&&d=1' },
  { ...GET, name: 'encoded parameters', query: 'a=x%20y&b=x+y&c=%C3%BC&d=a%26b%3Dc&e=%25' },
  { ...GET, name: 'a question mark and slashes in the query', query: 'url=https://example.com/?q=1' },
  { ...GET, name: 'a question mark and no query', query: '' },
];

const METHODS: ParityRequest[] = [
  { ...GET, name: 'DELETE', method: 'DELETE', route: 'DELETE /mcp' },
  ...['HEAD', 'PUT', 'PATCH'].map((method): ParityRequest => (
    { name: `${method} on a route for all methods`, server: 'Echo', method, path: '/any', route: 'ANY /any' })),
  { name: 'OPTIONS that is no preflight, on a route for all methods', server: 'Echo', method: 'OPTIONS', path: '/any', route: 'ANY /any' },
];

const HEADERS: ParityRequest[] = [
  { ...GET, name: 'a header twice', headers: [['X-Several', 'a'], ['x-several', 'b']] },
  { ...GET, name: 'a header without a value', headers: [['X-Empty', '']] },
  { ...GET, name: 'a header of 4 kB', headers: [['X-Long', 'x'.repeat(4096)]] },
  { ...GET, name: 'two lines of cookies', headers: [['Cookie', 'a=1; b=2'], ['Cookie', 'c="x y"']] },
  { ...GET, name: 'a header in UTF-8', headers: [['X-Name', Buffer.from('grüß').toString('latin1')]] },
  { ...GET, name: 'authorization and a user agent', headers: [['Authorization', 'Bearer a.b.c'], ['User-Agent', 'parity/1.0']] },
  { ...GET, name: 'forged headers of AWS', headers: [['X-Amzn-Request-Context', '{"forged":true}'], ['X-Amzn-Lambda-Context', '{"forged":true}']] },
];

const BODIES: ParityRequest[] = [
  { ...POST, name: 'JSON', headers: [JSON_TYPE], body: '{"text":"grüß Gott, \u{1F30D}"}' },
  { ...POST, name: 'a form', headers: [['Content-Type', 'application/x-www-form-urlencoded']], body: 'a=1&b=%20' },
  { ...POST, name: 'bytes', headers: [['Content-Type', 'application/octet-stream']], body: Buffer.from([0, 1, 0xff, 0xfe, 0x80, 0x0a]) },
  { ...POST, name: 'a body without a type', body: 'text' },
  { ...POST, name: 'a type without a body', headers: [JSON_TYPE] },
  { ...POST, name: 'an empty body of length 0', headers: [JSON_TYPE], body: '' },
  { ...POST, name: 'a body in chunks', headers: [JSON_TYPE], body: '{"a":1}', chunked: true },
  { ...POST, name: 'a body of 4 MB', headers: [JSON_TYPE], body: JSON.stringify('x'.repeat(4_000_000)) },
];

/** What a client may send: the echo server reports what of it has arrived. */
export const SENT: readonly ParityRequest[] = [...PATHS, ...QUERIES, ...METHODS, ...HEADERS, ...BODIES];
