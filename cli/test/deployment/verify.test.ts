import { HttpAnswer, McpRequest } from '../../src/deployment/mcp-request';
import { DirectInvocation, Verification, verify, VerifiedServer } from '../../src/deployment/verify';
import type { Wall } from '../../src/template/marked-door';

const URL_OF_SERVER = new URL('https://api.example.com/prod/mcp');
const INITIALIZED = JSON.stringify({ jsonrpc: '2.0', id: 'x', result: { protocolVersion: '2025-11-25', serverInfo: { name: 's', version: '1' } } });
const UNKNOWN_METHOD = JSON.stringify({ jsonrpc: '2.0', id: 'x', error: { code: -32601, message: 'Method not found' } });
const DISCOVERED = JSON.stringify({ jsonrpc: '2.0', id: 'x', result: { supportedVersions: ['2026-07-28'], resultType: 'complete' } });

const methodOf = ({ body }: McpRequest) => (JSON.parse(body) as { method: string }).method;
const answered = (status: number, body = ''): HttpAnswer => ({ status, body });
const returned = (status: number, body: string, log: string[] = []): DirectInvocation => (
  { payload: JSON.stringify({ statusCode: status, body, isBase64Encoded: false }), log });
const REFUSED = answered(401, '{"message":"Unauthorized"}');

interface DirectEvent {
  readonly headers: Record<string, string>;
  readonly rawPath: string;
  readonly body: string;
}

interface Case {
  readonly recordTarget?: string;
  readonly guarded?: boolean;
  readonly walls?: readonly Wall[];
  /** The answers of the URL, the last one for all that follow. */
  readonly door: (HttpAnswer | Error | ((request: McpRequest) => HttpAnswer))[];
  readonly direct?: DirectInvocation | ((event: DirectEvent) => DirectInvocation);
}

interface Outcome {
  readonly verification: Verification;
  readonly calls: number;
  readonly waits: number;
}

async function verified({ guarded = false, walls = [], door, direct, recordTarget }: Case): Promise<Outcome> {
  let [calls, waits] = [0, 0];
  const server: VerifiedServer = {
    url: URL_OF_SERVER,
    door: { kind: 'http-api', mappings: [], guarded, walls },
    recordTarget,
    call: async (request) => {
      const answer = door[Math.min(calls, door.length - 1)];
      calls += 1;
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(request) : answer;
    },
    invoke: async (event) => (typeof direct === 'function' ? direct(event as DirectEvent) : direct),
    wait: async () => { waits += 1; },
  };
  return { verification: await verify(server), calls, waits };
}

describe('a server that anybody may call', () => {
  test('answers initialize, as JSON or as an event', async () => {
    expect(await verified({ door: [answered(200, INITIALIZED)] })).toEqual({ verification: { answers: true, by: 'call', revision: '2025-11-25' }, calls: 1, waits: 0 });
    expect((await verified({ door: [answered(200, `event: message\ndata: ${INITIALIZED}\n\n`)] })).verification).toMatchObject({ answers: true, by: 'call' });
  });

  test('of the newest revision alone is asked in its own words', async () => {
    const door = (request: McpRequest) => (methodOf(request) === 'server/discover' && request.headers['mcp-protocol-version'] === '2026-07-28' ? answered(200, DISCOVERED) : answered(400, UNKNOWN_METHOD));
    expect((await verified({ door: [door] })).verification).toEqual({ answers: true, by: 'call', revision: '2026-07-28' });
  });

  test('is given time until its name and its stage are known everywhere', async () => {
    const door = [Object.assign(new Error('getaddrinfo ENOTFOUND api.example.com'), { code: 'ENOTFOUND' }), answered(403, '{"message":"Forbidden"}'), answered(404), answered(200, INITIALIZED)];
    expect(await verified({ door })).toMatchObject({ verification: { answers: true }, calls: 4, waits: 3 });
  });

  test('that cannot be reached fails after some attempts', async () => {
    const { verification, calls } = await verified({ door: [new Error('getaddrinfo ENOTFOUND api.example.com')] });
    expect(verification).toEqual({ answers: false, reason: 'its URL cannot be reached (getaddrinfo ENOTFOUND api.example.com)', log: [] });
    expect(calls).toBe(5);
  });

  test('whose domain name leads nowhere yet is told of the record to make', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND api.example.com'), { code: 'ENOTFOUND' });
    const recordTarget = 'd-abc.execute-api.eu-west-1.amazonaws.com';
    expect((await verified({ recordTarget, door: [unknown] })).verification).toMatchObject({
      answers: false,
      reason: 'its domain name is not known yet (getaddrinfo ENOTFOUND api.example.com): where the records of api.example.com are kept, '
        + 'set a CNAME record that leads to d-abc.execute-api.eu-west-1.amazonaws.com (output DomainTarget)',
    });
    expect((await verified({ recordTarget, door: [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })] })).verification).toMatchObject({ reason: 'its URL cannot be reached (refused)' });
  });

  test('that crashes fails with the last lines of its log', async () => {
    const { verification, calls } = await verified({ door: [answered(502, '{"message":"Bad Gateway"}')], direct: { error: 'Unhandled', payload: '{}', log: ['DATABASE_URL is not set'] } });
    expect(verification).toEqual({ answers: false, reason: 'it answers 502: {"message":"Bad Gateway"}', log: ['DATABASE_URL is not set'] });
    expect(calls).toBe(2);
  });

  test.each([[403, 'Invalid Host: api.example.com'], [421, 'Misdirected']])('that refuses its public host with %i is told of the variable', async (status, body) => {
    expect((await verified({ door: [answered(status, body)] })).verification).toMatchObject({ answers: false, reason: expect.stringMatching(/public host .*MCP_PUBLIC_URL/) as string });
  });

  test.each<[string, HttpAnswer, RegExp]>([
    ['a page', answered(200, '<html>'), /its answer is no MCP message: <html>/],
    ['an error', answered(200, UNKNOWN_METHOD), /the error .*Method not found/],
    ['an error of its own', answered(500, 'oops'), /it answers 500: oops/],
  ])('that answers with %s does not answer', async (_, answer, reason) => {
    expect((await verified({ door: [answer] })).verification).toMatchObject({ answers: false, reason: expect.stringMatching(reason) as string });
  });
});

describe('a server behind a login', () => {
  test('is invoked directly, at its public host and path', async () => {
    const { verification } = await verified({
      guarded: true,
      door: [REFUSED],
      direct: ({ headers, rawPath, body }) => returned(200, headers.host === 'api.example.com' && rawPath === '/prod/mcp' && body.includes('initialize') ? INITIALIZED : ''),
    });
    expect(verification).toEqual({ answers: true, by: 'challenge', revision: '2025-11-25' });
  });

  test('that checks tokens itself refuses there, too', async () => {
    expect((await verified({ door: [REFUSED], direct: returned(401, '') })).verification).toEqual({ answers: true, by: 'challenge' });
  });

  test('of IAM refuses with 403', async () => {
    expect((await verified({ guarded: true, door: [answered(403, '{"message":"Forbidden"}')], direct: returned(200, INITIALIZED) })).verification).toMatchObject({ answers: true, by: 'challenge' });
  });

  test('is known when its answer is streamed', async () => {
    const payload = `{"statusCode":200}${'\0'.repeat(8)}event: message\ndata: ${INITIALIZED}\n\n`;
    expect((await verified({ guarded: true, door: [REFUSED], direct: { payload, log: [] } })).verification).toMatchObject({ answers: true });
  });

  test('and dead is noticed, whatever its door says', async () => {
    const direct = { error: 'Unhandled', payload: '{"errorType":"Runtime.ExitError"}', log: ['last words'] };
    expect((await verified({ guarded: true, door: [REFUSED], direct })).verification).toEqual({ answers: false, reason: 'its function fails: {"errorType":"Runtime.ExitError"}', log: ['last words'] });
  });

  test('and failing, or refusing its host, does not answer', async () => {
    expect((await verified({ guarded: true, door: [REFUSED], direct: returned(500, 'oops', ['line']) })).verification).toEqual({ answers: false, reason: 'it answers 500: oops', log: ['line'] });
    expect((await verified({ guarded: true, door: [REFUSED], direct: returned(403, 'Invalid Host') })).verification).toMatchObject({ answers: false, reason: expect.stringMatching(/MCP_PUBLIC_URL/) as string });
  });

  test('that one may not invoke is not proven, and not failed', async () => {
    expect((await verified({ guarded: true, door: [REFUSED] })).verification).toEqual({ answers: true, by: 'nothing', unproven: expect.stringMatching(/asks for a token.*lambda:InvokeFunction/) as string });
  });

  test('must not answer those who show nothing', async () => {
    expect((await verified({ guarded: true, door: [answered(200, INITIALIZED)] })).verification).toMatchObject({ answers: false, reason: expect.stringMatching(/without a token, though its template asks for one/) as string });
  });
});

describe('a server that this machine cannot call', () => {
  const direct = returned(200, INITIALIZED);

  test('because its API is private is invoked directly, and nothing is sent to its URL', async () => {
    expect(await verified({ walls: ['private', 'resource policy'], door: [], direct })).toEqual({
      verification: { answers: true, by: 'invocation', revision: '2025-11-25', uncalled: expect.stringMatching(/^Its API is private: .* invoked directly\.$/) as string }, calls: 0, waits: 0,
    });
  });

  test.each([
    ['resource policy', '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:…"}'],
    ['web ACL', '{"message":"Forbidden"}'],
  ] as const)('because its %s refuses it is invoked directly at once', async (wall, body) => {
    expect(await verified({ walls: [wall], door: [answered(403, body)], direct })).toEqual({
      verification: { answers: true, by: 'invocation', revision: '2025-11-25', uncalled: expect.stringMatching(`refuses this machine \\(403\\), as its ${wall} may`) as string }, calls: 1, waits: 0,
    });
  });

  test('and is dead is noticed', async () => {
    const dead = { error: 'Unhandled', payload: '{}', log: ['last words'] };
    expect((await verified({ walls: ['web ACL'], door: [answered(403)], direct: dead })).verification).toEqual({ answers: false, reason: 'its function fails: {}', log: ['last words'] });
    expect((await verified({ walls: ['private'], door: [], direct: returned(500, 'oops', ['line']) })).verification).toEqual({ answers: false, reason: 'it answers 500: oops', log: ['line'] });
  });

  test('nor invoke is not proven', async () => {
    expect((await verified({ walls: ['private'], door: [] })).verification).toEqual({ answers: true, by: 'nothing', unproven: expect.stringMatching(/does not let this machine in.*lambda:InvokeFunction/) as string });
  });

  test('is called like any other where it is let in, and is given time until its path is known', async () => {
    const door = [answered(403, '{"message":"Missing Authentication Token"}'), answered(200, INITIALIZED)];
    expect(await verified({ walls: ['resource policy'], door })).toEqual({ verification: { answers: true, by: 'call', revision: '2025-11-25' }, calls: 2, waits: 1 });
  });
});
