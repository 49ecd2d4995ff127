import { throughHttpApi, throughRestApi } from './doors';
import { describeWithAdapter, ECHO, echoed, functionOf, PUPPET, telling, valuesOf } from './test-support';
import { ADAPTER_VERSION } from '../tools/adapter';

/**
 * What one would not expect of the adapter. A test that fails after its version has changed is good
 * news: look whether `dev` and the documentation say so too.
 */
describeWithAdapter(`the adapter ${ADAPTER_VERSION}`, () => {
  const echo = async (basePath?: string) =>
    functionOf({ server: ECHO, overrides: basePath === undefined ? {} : { AWS_LWA_REMOVE_BASE_PATH: basePath } });

  it('drops all but the last of several request headers of a name, with payload 1.0 and REST', async () => {
    const request = { method: 'GET', headers: [['X-Several', 'a'], ['X-Several', 'b']] as const };
    const harness = await echo();
    expect(echoed(await throughHttpApi(harness, { ...request, path: '/mcp' }, { payload: '1.0' })).headers['x-several']).toBe('b');
    expect(echoed(await throughRestApi(harness, { ...request, path: '/prod/mcp' })).headers['x-several']).toBe('b');
  });

  it('sorts the query anew and encodes it in its own way, with payload 1.0 and REST', async () => {
    const { url } = echoed(await throughRestApi(await echo(), { method: 'GET', path: '/prod/mcp', query: 'a=1&b=x%20y&a=2' }));
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    expect({ pathname, a: searchParams.getAll('a'), b: searchParams.getAll('b') }).toEqual({ pathname: '/mcp', a: ['1', '2'], b: ['x y'] });
    expect(url).toContain('b=x+y');
  });

  it('fails on a quotation mark in the query, with payload 2.0', async () => {
    expect((await throughHttpApi(await echo(), { method: 'GET', path: '/mcp', query: 'a="x"' })).status).toBe(500);
  });

  it('resolves dot segments, encoded ones too: a server may see paths that no route names', async () => {
    const harness = await echo();
    expect(echoed(await throughHttpApi(harness, { method: 'GET', path: '/mcp/%2e%2e/x' })).url).toBe('/x');
    expect(echoed(await throughHttpApi(harness, { method: 'GET', path: '/mcp/./x' })).url).toBe('/mcp/x');
  });

  it('removes the base path as often as it stands there, and also half a segment', async () => {
    const harness = await echo('/prod');
    expect(echoed(await throughHttpApi(harness, { method: 'GET', path: '/prod/prod/mcp' }, { stage: 'prod' })).url).toBe('/mcp');
    expect(echoed(await throughHttpApi(harness, { method: 'GET', path: '/products' })).url).toBe('/ucts');
  });

  it('returns text in UTF-8, whatever its charset says, and replaces what is none', async () => {
    const harness = await functionOf({ server: PUPPET });
    const latin = await throughHttpApi(harness, telling(200, [['Content-Type', 'text/plain; charset=iso-8859-1']], Buffer.from([0xe4])));
    expect(latin.body.toString()).toBe('ä');
    expect(valuesOf(latin, 'content-type')).toEqual(['text/plain; charset=iso-8859-1']);
    const untyped = await throughHttpApi(harness, telling(200, [], Buffer.from([0xff, 0x41])));
    expect(untyped.body.toString()).toBe('\ufffdA');
  });

  it('fails on a response header outside of ASCII and UTF-8', async () => {
    expect((await throughHttpApi(await functionOf({ server: PUPPET }), telling(200, [['X-Name', '\u00fc']]))).status).toBe(500);
  });

  it('tells the server of a tenant, though there is none', async () => {
    const { headers } = echoed(await throughHttpApi(await echo(), { method: 'GET', path: '/mcp' }));
    expect(JSON.parse(headers['x-amzn-lambda-context'])).toMatchObject({ tenant_id: null });
  });
});
