import { throughFunctionUrl, throughHttpApi, throughRestApi } from './doors';
import { describeWithAdapter, ECHO, echoed, functionOf } from './test-support';
import { McpDomain, McpEndpoint } from '../../../src';
import { importedCertificate } from '../../support';

const post = (path: string, query?: string) => ({ method: 'POST', path, query });

describeWithAdapter('the path that the server sees', () => {
  const staged = async (serverPath?: string) => functionOf({ server: ECHO, endpoint: McpEndpoint.httpApi({ stageName: 'prod' }), serverPath });

  it.each(['2.0', '1.0'] as const)('has no stage, though payload %s has one', async (payload) => {
    const response = await throughHttpApi(await staged(), post('/prod/mcp'), { stage: 'prod', payload });
    expect(echoed(response).url).toBe('/mcp');
  });

  it.each(['2.0', '1.0'] as const)('keeps a slash at its end, with payload %s and a stage', async (payload) => {
    const response = await throughHttpApi(await staged(), post('/prod/mcp/'), { stage: 'prod', payload });
    expect(echoed(response).url).toBe('/mcp/');
  });

  it.each(['2.0', '1.0'] as const)('is the root for a server that listens there, with payload %s', async (payload) => {
    const response = await throughHttpApi(await staged('/'), post('/prod/mcp'), { stage: 'prod', payload });
    expect(echoed(response).url).toBe('/');
  });

  it('is the root for a server that listens there, and the client ends with a slash', async () => {
    const response = await throughHttpApi(await staged('/'), post('/prod/mcp/'), { stage: 'prod' });
    expect(echoed(response).url).toBe('/');
  });

  it('has nothing removed behind the stage $default', async () => {
    const response = await throughHttpApi(await functionOf({ server: ECHO }), post('/mcp'));
    expect(echoed(response).url).toBe('/mcp');
  });

  it('is the server\'s own where it differs from the public one', async () => {
    const harness = await functionOf({ server: ECHO, endpoint: McpEndpoint.httpApi({ path: '/tools/mcp' }), serverPath: '/mcp' });
    expect(echoed(await throughHttpApi(harness, post('/tools/mcp'))).url).toBe('/mcp');
  });

  it('has no stage behind a custom domain, whose mapping payload 2.0 leaves out', async () => {
    const door = { stage: 'prod', domain: { name: 'mcp.example.com', mapping: 'v1' } };
    const seen = echoed(await throughHttpApi(await staged(), post('/v1/mcp'), door));
    expect(seen.url).toBe('/mcp');
    expect(seen.headers.host).toBe('mcp.example.com');
  });

  it('has no base path of a custom domain, whether API Gateway passes it on or not', async () => {
    const domain = McpDomain.fromCertificate('mcp.example.com', importedCertificate(), { basePath: 'tools' });
    const harness = await functionOf({ server: ECHO, domain });
    for (const mapping of ['tools', '']) {
      const seen = echoed(await throughHttpApi(harness, post('/tools/mcp'), { domain: { name: 'mcp.example.com', mapping } }));
      expect(seen.url).toBe('/mcp');
    }
  });

  it('has no stage behind the root of a custom domain, whether API Gateway passes it on or not', async () => {
    const domain = McpDomain.fromCertificate('mcp.example.com', importedCertificate());
    const harness = await functionOf({ server: ECHO, domain, endpoint: McpEndpoint.httpApi({ stageName: 'prod' }) });
    for (const stage of ['prod', '$default']) {
      expect(echoed(await throughHttpApi(harness, post('/mcp'), { stage, domain: { name: 'mcp.example.com' } })).url).toBe('/mcp');
    }
  });

  it('has the mapping of a custom domain with payload 1.0, and nothing removes it', async () => {
    const door = { stage: 'prod', domain: { name: 'mcp.example.com', mapping: 'v1' }, payload: '1.0' } as const;
    expect(echoed(await throughHttpApi(await staged(), post('/v1/mcp'), door)).url).toBe('/v1/mcp');
  });

  it('has no stage behind a REST API, which leaves it out itself', async () => {
    const harness = await functionOf({ server: ECHO });
    expect(echoed(await throughRestApi(harness, post('/prod/mcp'))).url).toBe('/mcp');
  });

  it('is the whole path behind a function URL', async () => {
    const harness = await functionOf({ server: ECHO });
    expect(echoed(await throughFunctionUrl(harness, post('/mcp'))).url).toBe('/mcp');
  });

  it('has the query as the client wrote it, repeated names too', async () => {
    const harness = await functionOf({ server: ECHO });
    expect(echoed(await throughHttpApi(harness, post('/mcp', 'a=1&a=2&b=x%20y&c='))).url).toBe('/mcp?a=1&a=2&b=x%20y&c=');
  });
});
