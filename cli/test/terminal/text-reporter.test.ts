import { PassThrough } from 'node:stream';
import { DevEvent } from '../../src/terminal/events';
import { textReporter } from '../../src/terminal/text-reporter';

function text(event: DevEvent, quiet = false): { out: string; err: string } {
  const [out, err] = [new PassThrough(), new PassThrough()];
  textReporter({ out, err, colour: false, quiet })(event);
  return { out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

const request: DevEvent = {
  event: 'request',
  time: '2026-11-22T12:00:00.000Z',
  requestId: 'id',
  method: 'POST',
  path: '/mcp',
  status: 200,
  ms: 3.21,
  mcpMethod: 'tools/call',
  mcpName: 'add\x1b[2J',
  instance: 2,
  cold: true,
};

test('a request is one line with method, path, message, status, time and instance, and nothing of it moves the cursor', () => {
  expect(text(request).out).toMatch(/^\d\d:\d\d:\d\d {2}POST {2}\/mcp {2}tools\/call add {2}200 {2}3\.2 ms {2}cold #2\n$/);
});

test('the ready lines hold the URL, the configuration and the command to paste', () => {
  const { out } = text({
    event: 'ready',
    url: 'http://127.0.0.1:3000/mcp',
    server: 'Server',
    stack: 'Demo',
    clientConfig: { mcpServers: { 'Demo-Server': { type: 'http', url: 'http://127.0.0.1:3000/mcp' } } },
  }, true);
  expect(out).toContain('is served at http://127.0.0.1:3000/mcp');
  expect(out).toContain('"url": "http://127.0.0.1:3000/mcp"');
  expect(out).toContain('claude mcp add --transport http Demo-Server http://127.0.0.1:3000/mcp\n');
});

test('output stands beside the number of its instance, without what controls a terminal', () => {
  expect(text({ event: 'output', instance: 3, stream: 'stdout', line: '\x1b[31mred\x1b[0m\x07' }).out).toBe('3 │ red\\x07\n');
});

test('a failed start goes to standard error, quiet or not', () => {
  expect(text({ event: 'instance-failed', instance: 2, reason: 'it ended.\nIts last output:\n  oops' }, true))
    .toEqual({ out: '', err: 'instance 2: it ended.\nIts last output:\n  oops\n' });
});

test('quiet leaves out output and requests that went well', () => {
  expect(text(request, true).out).toBe('');
  expect(text({ ...request, status: 502 }, true).out).toContain('502');
  expect(text({ event: 'output', instance: 1, stream: 'stderr', line: 'x' }, true).out).toBe('');
  expect(text({ event: 'stopped', requests: 1, instances: 2 }, true).out).toBe('stopped: 1 request, 2 instances\n');
});
