import { throughHttpApi } from './doors';
import { describeWithAdapter, ECHO, echoed, functionOf } from './test-support';
import { McpServerCode } from '../../../src';
import { directoryOf } from '../../support';

const GET = { method: 'GET', path: '/mcp' };

const PYTHON = `
import http.server, os

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'from Python'
        self.send_response(200)
        self.send_header('content-type', 'text/plain')
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

http.server.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
`;

/** Tells, when it is asked to end, that it has had the time to clean up. */
const CLEANS_UP = `
  process.on('SIGTERM', () => setTimeout(() => { console.log('cleaned up'); process.exit(); }, 50));
  ${ECHO}
`;

describeWithAdapter('the adapter beside', () => {
  it('a bootstrap, with provided.al2023', async () => {
    const directory = directoryOf({ 'bootstrap': '#!/bin/sh\nexec node server.cjs\n', 'server.cjs': ECHO });
    const harness = await functionOf({ server: (port) => McpServerCode.asset(directory, { port }) });
    expect(echoed(await throughHttpApi(harness, GET)).url).toBe('/mcp');
  });

  it('a Python server, started by the adapter\'s exec wrapper', async () => {
    const directory = directoryOf({ 'server.py': PYTHON });
    const harness = await functionOf({ server: (port) => McpServerCode.python(directory, { entry: 'server.py', port }) });
    expect((await throughHttpApi(harness, GET)).body.toString()).toBe('from Python');
  });

  it('a server on a managed runtime, which without the exec wrapper Lambda would not start', async () => {
    const harness = await functionOf({ server: ECHO, overrides: { AWS_LAMBDA_EXEC_WRAPPER: '' } });
    await expect(throughHttpApi(harness, GET)).rejects.toThrow('AWS_LAMBDA_EXEC_WRAPPER=/opt/bootstrap');
  });

  it('a server that is asked to end before it is ended, since the adapter is an extension', async () => {
    const harness = await functionOf({ server: CLEANS_UP });
    await throughHttpApi(harness, GET);
    await harness.end();
    expect(harness.lines('server')).toEqual(['cleaned up']);
  });

  it('a server whose readiness path it asks with no header of AWS\'s, before any event', async () => {
    const harness = await functionOf({
      server: `
        require('node:http').createServer(({ url, headers }, response) => {
          console.log(url, Object.keys(headers).join());
          response.end();
        }).listen(process.env.PORT, '127.0.0.1');
      `,
    });
    expect(await harness.init()).toBe('success');
    await harness.end();
    expect(harness.lines('server')).toEqual(['/ host']);
  });
});
