import { PassThrough } from 'node:stream';
import { DevEvent, ReadyEvent, RequestEvent } from '../../src/terminal/events';
import { textReporter } from '../../src/terminal/text-reporter';

function texts(events: readonly DevEvent[], quiet = false): { out: string; err: string } {
  const [out, err] = [new PassThrough(), new PassThrough()];
  events.forEach(textReporter({ out, err, colour: false, quiet }));
  return { out: written(out), err: written(err) };
}

/** All of it: newer versions of Node.js read a piece at a time. */
function written(stream: PassThrough): string {
  const pieces: string[] = [];
  for (let piece: unknown = stream.read(); piece !== null; piece = stream.read()) {
    pieces.push(String(piece));
  }
  return pieces.join('');
}

const text = (event: DevEvent, quiet = false) => texts([event], quiet);

const request: RequestEvent = {
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
  expect(text(request).out).toMatch(/^\d\d:\d\d:\d\d {2}POST {5}\/mcp {2}tools\/call add {2}200 {2}3\.2 ms {2}cold #2\n$/);
});

test('a streamed answer has the time of its first byte beside that of its end', () => {
  expect(text({ ...request, ms: 900, firstByteMs: 3.21 }).out).toMatch(/ {2}200 {2}\S.* {2}first byte 3\.2 ms {2}cold #2\n$/);
});

const ready: ReadyEvent = {
  event: 'ready',
  url: 'http://127.0.0.1:3000/mcp',
  server: 'Server',
  stack: 'Demo',
  clientConfig: { mcpServers: { 'Demo-Server': { type: 'http', url: 'http://127.0.0.1:3000/mcp' } } },
};

test('a long path is shortened, and methods have the room of the longest', () => {
  const { out } = text({ ...request, method: 'OPTIONS', path: `/${'a'.repeat(4000)}z`, failure: `no route for OPTIONS /${'a'.repeat(4000)}z` });
  expect(out).toMatch(/OPTIONS {2}\/a+…a+z {2}/);
  expect(out.length).toBeLessThan(600);
});

test('the ready lines of a server that is not served say so, and there is nothing to paste', () => {
  const { out } = text({ ...ready, unserved: '501: guarded by a JWT authorizer, which dev does not check' });
  expect(out).toMatch(/would be at http:\/\/127\.0\.0\.1:3000\/mcp\n.*refused there with 501: guarded by a JWT authorizer, which dev does not check\n/);
  expect(out).not.toMatch(/is served at|mcpServers|claude mcp add/);
});

test('the ready lines hold the URL, the configuration and the command to paste', () => {
  const { out } = text(ready, true);
  expect(out).toContain('is served at http://127.0.0.1:3000/mcp');
  expect(out).toContain('"url": "http://127.0.0.1:3000/mcp"');
  expect(out).toContain('claude mcp add --transport http Demo-Server http://127.0.0.1:3000/mcp\n');
});

test('the ready lines of a server with a local issuer hold a header to paste and a client id', () => {
  const auth = {
    issuer: 'http://127.0.0.1:4000', insteadOf: ['https://issuer.example.com'], clientId: 'local-Client', token: 'a.b.c', expires: '2026-11-23T00:00:00.000Z',
  };
  const { out } = text({ ...ready, auth });
  expect(out).toContain('Tokens are given out by http://127.0.0.1:4000 in place of https://issuer.example.com.\n');
  expect(out).toContain('client id: local-Client\n');
  expect(out).toMatch(/good here alone and until 2026-11-23T00:00:00\.000Z:\n {2}Authorization: Bearer a\.b\.c\n/);
});

test('they hold a command for each client of programs', () => {
  const auth = {
    issuer: 'http://127.0.0.1:4000',
    insteadOf: ['https://issuer.example.com'],
    clientId: 'local-Client',
    token: 'a.b.c',
    expires: '2026-11-23T00:00:00.000Z',
    machineClients: [{ clientId: 'local-Machine', clientSecret: 'secret', scopes: ['mcp/use'], tokenUrl: 'http://127.0.0.1:4000/oauth2/token' }],
  };
  expect(text({ ...ready, auth }).out).toContain('  curl -u local-Machine:secret -d grant_type=client_credentials http://127.0.0.1:4000/oauth2/token\n');
});

test('they hold the key with which requests are signed', () => {
  const signing = { accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret', region: 'eu-west-1', service: 'execute-api', userArn: 'arn:aws:iam::000000000000:user/developer' };
  const { out } = text({ ...ready, signing });
  expect(out).toContain('for execute-api in eu-west-1');
  expect(out).toContain('  AWS_ACCESS_KEY_ID=AKIALOCAL\n  AWS_SECRET_ACCESS_KEY=secret\n');
  expect(out).toContain('curl --aws-sigv4 aws:amz:eu-west-1:execute-api -u AKIALOCAL:secret http://127.0.0.1:3000/mcp\n');
});

test('a request says that guards are off', () => {
  expect(text({ ...request, auth: 'off' }).out).toMatch(/ {2}cold #2 {2}auth off\n$/);
});

test('an instance of another function says of which', () => {
  expect(text({ event: 'instance-ready', instance: 3, pid: 77, ms: 12, function: 'Other' }).out).toMatch(/^instance 3 of Other ready in .*\(pid 77\)\n$/);
});

test('output stands beside the number of its instance, without what controls a terminal', () => {
  expect(text({ event: 'output', instance: 3, stream: 'stdout', line: '\x1b[31mred\x1b[0m\x07' }).out).toBe('3 │ red\\x07\n');
});

test('what Lambda says in an instance\'s log has a mark of its own', () => {
  expect(text({ event: 'output', instance: 3, stream: 'lambda', line: 'Task timed out after 3.00 seconds' }).out).toBe('3 λ Task timed out after 3.00 seconds\n');
});

test('a failed start goes to standard error, quiet or not', () => {
  expect(text({ event: 'instance-failed', instance: 2, reason: 'it ended.\nIts last output:\n  oops' }, true))
    .toEqual({ out: '', err: 'instance 2: it ended.\nIts last output:\n  oops\n' });
});

test('quiet leaves out output and requests that went well', () => {
  expect(text(request, true).out).toBe('');
  expect(text({ ...request, status: 502 }, true).out).toContain('502');
  expect(text({ event: 'output', instance: 1, stream: 'stderr', line: 'x' }, true).out).toBe('');
});

test('the summary stands below a server that was served, and not above the error of one that was not', () => {
  const stopped = { event: 'stopped', requests: 13, instances: 2, statuses: { 200: 12, 404: 1 }, coldStarts: 1, p50Ms: 3.21, p95Ms: 120.4 } as const;
  expect(texts([ready, stopped], true).out).toMatch(
    /\nstopped: 13 requests \(12 × 200, 1 × 404\), 2 instances, 1 cold start\nanswers of the server: half within 3\.2 ms, 95 % within 120 ms\n$/);
  expect(text(stopped).out).toBe('');
  const unasked = { event: 'stopped', requests: 0, instances: 1, statuses: {}, coldStarts: 0 } as const;
  expect(texts([ready, unasked]).out).toMatch(/\nstopped: 0 requests, 1 instance\n$/);
});

test('the end of an instance is told with its pid where it was ready; its start\'s failure is told otherwise', () => {
  const ended = { event: 'instance-ended', instance: 1, pid: 77, code: 3, signal: null, expected: false } as const;
  expect(texts([{ event: 'instance-ready', instance: 1, pid: 77, ms: 12 }, ended]).out)
    .toBe('instance 1 ready in 12 ms (pid 77)\ninstance 1 (pid 77) ended by itself (exit code 3)\n');
  expect(text(ended).out).toBe('');
});

test('quiet tells the end of an instance that nobody has wanted, and no other', () => {
  const instanceReady = { event: 'instance-ready', instance: 1, pid: 77, ms: 12 } as const;
  const ended = { event: 'instance-ended', instance: 1, pid: 77, code: null, signal: 'SIGKILL' } as const;
  expect(texts([instanceReady, { ...ended, expected: false }], true).out).toBe('instance 1 (pid 77) ended by itself (SIGKILL)\n');
  expect(texts([instanceReady, { ...ended, expected: true, reason: 'idle' }], true).out).toBe('');
  expect(texts([instanceReady, { ...ended, expected: true, reason: 'idle' }]).out).toMatch(/\ninstance 1 ended: no request for a while\n$/);
  expect(texts([instanceReady, { ...ended, expected: true, reason: 'reload' }]).out).not.toMatch(/ended/);
});

test('a reload names the first files and how it went; what fails goes to standard error, quiet or not', () => {
  const files = ['a.ts', 'b\x1b[2J.ts', 'c.ts', 'd.ts'];
  expect(texts([{ event: 'reloading', files }, { event: 'reloaded', ms: 1234, changed: true }]).out)
    .toBe('reloading: a.ts, b.ts, c.ts, … changed\nreloaded in 1.2 s: requests go to the new version\n');
  expect(text({ event: 'reloaded', ms: 900, changed: false }).out).toBe('reloaded: nothing of the server has changed\n');
  expect(text({ event: 'reload-failed', reason: 'The CDK app failed:\n  \x1b[31mred' }, true)).toEqual({
    out: '', err: 'reload failed: The CDK app failed:\n  red\nWhat was served before the change goes on; the next change is tried again.\n',
  });
});

test('the trace of an error that the app has survived comes with the end of synthesis', () => {
  const [line, trace] = ['McpLambdaError: caught (at Demo/Server)', '    at app.ts:1'];
  const events = [{ event: 'app-output', line, trace: true }, { event: 'app-output', line: trace, trace: true }] as const;
  expect(texts(events).out).toBe('');
  expect(texts([...events, { event: 'synthesised', ms: 5 }]).out).toBe(`app │ ${line}\napp │ ${trace}\nsynthesised in 5 ms\n`);
});
