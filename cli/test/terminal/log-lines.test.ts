import { createColors } from 'picocolors';
import { logJson, logText } from '../../src/terminal/log-lines';

const plain = createColors(false);
const time = Date.UTC(2026, 0, 31, 12, 0, 1, 5);
const text = (message: string, source: 'server' | 'api' = 'server') => logText({ source, time, message }, plain);

test.each<[string, string, string]>([
  ['a line of a server stays as it is', 'Listening on 127.0.0.1', '12:00:01.005 server Listening on 127.0.0.1'],
  ['a record has its level, its message and the rest', '{"timestamp":"x","level":"error","message":"no table","table":"users","n":2}', '12:00:01.005 server ERROR no table table=users n=2'],
  ['a record of pino has its message, too', '{"level":30,"msg":"started"}', '12:00:01.005 server 30 started'],
  ['a message that is an object stays JSON', '{"level":"INFO","message":{"a":1}}', '12:00:01.005 server INFO {"a":1}'],
  ['what only looks like JSON stays as it is', '{not json', '12:00:01.005 server {not json'],
  ['nothing moves the cursor', 'a\u001b[2Jb\u0007', '12:00:01.005 server ab\\x07'],
  ['nothing in a record moves the cursor', '{"message":"a\\u001b[2Jb","k\\u0007":"\\u001b[1m"}', '12:00:01.005 server ab k\\x07='],
])('%s', (_, message, shown) => expect(text(message)).toBe(shown));

test('a line of the access log says what was asked, and leaves out what it does not know', () => {
  const line = { requestId: 'r1', time: 'x', apiId: 'a', stage: '$default', route: 'POST /mcp', status: '502', error: '-', latencyMs: '12', ip: '192.0.2.1' };
  expect(text(JSON.stringify(line), 'api')).toBe('12:00:01.005 api    POST /mcp 502 12 ms requestId=r1 ip=192.0.2.1');
});

test('an access log of another format is shown as a record', () => {
  expect(text('{"path":"/mcp"}', 'api')).toBe('12:00:01.005 api    path=/mcp');
});

test('for scripts it is one object a line, with JSON as JSON', () => {
  expect(JSON.parse(logJson({ source: 'api', time, message: '{"status":"200"}' }))).toEqual({ time: '2026-01-31T12:00:01.005Z', source: 'api', message: { status: '200' } });
  expect(JSON.parse(logJson({ source: 'server', time, message: 'a\nb' }))).toEqual({ time: '2026-01-31T12:00:01.005Z', source: 'server', message: 'a\nb' });
});
