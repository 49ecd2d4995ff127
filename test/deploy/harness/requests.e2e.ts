import { throughFunctionUrl, throughHttpApi, throughRestApi } from './doors';
import { PlainRequest } from './events';
import { LambdaHarness } from './lambda-harness';
import { PlainResponse } from './responses';
import { describeWithAdapter, ECHO, echoed, functionOf } from './test-support';

type Send = (harness: LambdaHarness, request: PlainRequest) => Promise<PlainResponse>;

/** Every door that passes a request on; a REST API does so below its stage. */
const DOORS: ReadonlyArray<readonly [string, Send]> = [
  ['payload 2.0', throughHttpApi],
  ['payload 1.0', async (harness, request) => throughHttpApi(harness, request, { payload: '1.0' })],
  ['a REST API', async (harness, request) => throughRestApi(harness, { ...request, path: `/prod${request.path}` }, { binaryMediaTypes: ['*/*'] })],
  ['a function URL', throughFunctionUrl],
];

const post = (headers: PlainRequest['headers'], body: Buffer | string = '{}'): PlainRequest => ({
  method: 'POST',
  path: '/mcp',
  headers: [['Content-Type', 'application/json'], ...headers!],
  body,
});

/** The header's values, as many as the server was sent. */
const sent = ({ rawHeaders }: { rawHeaders: readonly string[] }, wanted: string): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1] === wanted);

describeWithAdapter('what the server is sent', () => {
  describe.each(DOORS)('with %s', (_, send) => {
    it('is the body, byte for byte, text or not', async () => {
      const harness = await functionOf({ server: ECHO });
      const text = Buffer.from('{"text":"grüß Gott, \u{1F30D}"}');
      const bytes = Buffer.from([0, 1, 0xff, 0xfe, 0x80, 0x0a]);
      expect(echoed(await send(harness, post([], text))).body).toBe(text.toString('base64'));
      const binary = { ...post([], bytes), headers: [['Content-Type', 'application/octet-stream']] as const };
      expect(echoed(await send(harness, binary)).body).toBe(bytes.toString('base64'));
    });

    it('is the public host, and that the client came over https', async () => {
      const { headers } = echoed(await send(await functionOf({ server: ECHO }), post([['Host', 'mcp.example.com']])));
      expect(headers).toMatchObject({ 'host': 'mcp.example.com', 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' });
      expect(headers['x-amzn-trace-id']).toMatch(/^Root=1-/);
    });

    it('is every header of MCP', async () => {
      const { headers } = echoed(await send(await functionOf({ server: ECHO }), post([
        ['MCP-Protocol-Version', '2026-07-28'], ['Mcp-Method', 'tools/call'], ['Mcp-Name', '=?base64?ZsO8cg==?='], ['Authorization', 'Bearer abc'],
      ])));
      expect(headers).toMatchObject({
        'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': '=?base64?ZsO8cg==?=', 'authorization': 'Bearer abc',
      });
    });

    it('is the context of the request and of the function, which a client cannot forge', async () => {
      const { headers } = echoed(await send(await functionOf({ server: ECHO }), post([
        ['x-amzn-request-context', '{"forged":true}'], ['x-amzn-lambda-context', '{"forged":true}'],
      ])));
      expect(JSON.parse(headers['x-amzn-request-context'])).toMatchObject({ accountId: expect.any(String), requestId: expect.any(String) });
      expect(JSON.parse(headers['x-amzn-lambda-context'])).toMatchObject({
        request_id: expect.any(String), deadline: expect.any(Number), env_config: { version: '$LATEST' },
      });
      expect(headers['x-amzn-request-context'] + headers['x-amzn-lambda-context']).not.toContain('forged');
    });
  });

  it('is one header for several of a name with payload 2.0, and one of all cookies', async () => {
    const seen = echoed(await throughHttpApi(await functionOf({ server: ECHO }), post([['X-Several', 'a'], ['X-Several', 'b'], ['Cookie', 'c=1; d=2']])));
    expect(sent(seen, 'x-several')).toEqual(['a,b']);
    expect(sent(seen, 'cookie')).toEqual(['c=1;d=2']);
  });

  it.each(['2.0', '1.0'] as const)('is who calls, where a JWT authorizer has found out, with payload %s', async (payload) => {
    const jwt = { claims: { sub: 'user-1', scope: 'mcp/read' }, scopes: ['mcp/read'] };
    const { headers } = echoed(await throughHttpApi(await functionOf({ server: ECHO }), post([]), { payload, jwt }));
    const { authorizer } = JSON.parse(headers['x-amzn-request-context']);
    expect(payload === '2.0' ? authorizer.jwt : authorizer).toMatchObject(jwt);
  });

  it('is the method, and no body where there is none', async () => {
    const seen = echoed(await throughHttpApi(await functionOf({ server: ECHO }), { method: 'DELETE', path: '/mcp' }));
    expect(seen).toMatchObject({ method: 'DELETE', body: '' });
  });
});
