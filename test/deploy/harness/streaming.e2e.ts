import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { throughStreamingFunctionUrl, throughStreamingRestApi } from './doors';
import { restEvent } from './events';
import { describeWithAdapter, functionOf, PUPPET, telling, valuesOf } from './test-support';
import { directoryOf } from '../../support';

const STREAM = { AWS_LWA_INVOKE_MODE: 'response_stream' };

/** Writes one event, and the next only when the file that the test makes is there: no clock decides. */
const STEP_BY_STEP = `
  const { existsSync } = require('node:fs');
  const seen = async (file) => { while (!existsSync(file)) await new Promise((done) => setTimeout(done, 5)); };
  require('node:http').createServer(async (request, response) => {
    if (request.method === 'GET') return response.end();
    response.writeHead(200, { 'content-type': 'text/event-stream', 'set-cookie': ['a=1', 'b=2'] });
    for (const step of [1, 2, 3]) {
      response.write('data: ' + step + '\\n\\n');
      await seen(process.env.SEEN + step);
    }
    response.end();
  }).listen(process.env.PORT, '127.0.0.1');
`;

/** Begins to answer and closes the connection. */
const BREAKS_OFF = `
  require('node:http').createServer((request, response) => {
    if (request.method === 'GET') return response.end();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\\n\\n');
    request.socket.end();
  }).listen(process.env.PORT, '127.0.0.1');
`;

const POST = { method: 'POST', path: '/prod/mcp' };

describeWithAdapter('a streamed response', () => {
  it.each([
    ['a REST API', '/prod/mcp', async (harness, request, options) => throughStreamingRestApi(harness, request, {}, options)],
    ['a function URL', '/mcp', throughStreamingFunctionUrl],
  ] as ReadonlyArray<readonly [string, string, typeof throughStreamingFunctionUrl]>)('comes through %s piece by piece, as the server writes it', async (_, path, send) => {
    const seen = join(directoryOf({}), 'seen');
    const harness = await functionOf({ server: STEP_BY_STEP, environment: { SEEN: seen }, overrides: STREAM });
    const pieces: string[] = [];
    const options = {
      onChunk: ({ bytes }: { bytes: Buffer }) => {
        pieces.push(bytes.toString());
        // Only now does the server go on: were the pieces held back, this would never end.
        writeFileSync(`${seen}${pieces.length}`, '');
      },
    };
    const request = { method: 'POST', path };
    const response = await send(harness, request, options);
    expect(pieces).toEqual(['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']);
    expect(response.status).toBe(200);
    expect(valuesOf(response, 'content-type')).toEqual(['text/event-stream']);
    expect(valuesOf(response, 'set-cookie')).toEqual(['a=1', 'b=2']);
  });

  it('has the head that the integration of the front door reads', async () => {
    const harness = await functionOf({ server: PUPPET, overrides: STREAM });
    const { streamed, payload, error } = await harness.invoke(restEvent({ ...telling(401, [['WWW-Authenticate', 'Bearer']], 'no'), path: '/prod/mcp' }));
    expect({ payload, error }).toEqual({});
    expect(streamed).toMatchObject({
      contentType: 'application/vnd.awslambda.http-integration-response',
      prelude: { statusCode: 401, headers: { 'www-authenticate': 'Bearer' }, cookies: [] },
    });
  });

  it('may be empty', async () => {
    const harness = await functionOf({ server: PUPPET, overrides: STREAM });
    const { status, body } = await throughStreamingRestApi(harness, { ...telling(202), path: '/prod/mcp' });
    expect({ status, body: body.toString() }).toEqual({ status: 202, body: '' });
  });

  it('may be of bytes', async () => {
    const bytes = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x0a]);
    const harness = await functionOf({ server: PUPPET, overrides: STREAM });
    const { body } = await throughStreamingRestApi(harness, { ...telling(200, [['Content-Type', 'image/png']], bytes), path: '/prod/mcp' });
    expect(body).toEqual(bytes);
  });

  it('tells of the error where the server breaks off', async () => {
    const harness = await functionOf({ server: BREAKS_OFF, overrides: STREAM });
    const { streamed, error } = await harness.invoke(restEvent(POST));
    const [first, ...rest] = streamed!.chunks.map(({ bytes }) => bytes.toString());
    expect(first).toBe('data: 1\n\n');
    // This version of the adapter writes it into the body and not, as Lambda wants it, into the trailers.
    expect(error?.errorType ?? rest.join('')).toContain('Runtime.StreamError');
  });

  it('ends with the function\'s time, though it has begun', async () => {
    const harness = await functionOf({ server: STEP_BY_STEP, environment: { SEEN: '/nowhere/seen' }, overrides: STREAM });
    const pieces: string[] = [];
    await harness.init();
    const { error } = await harness.invoke(restEvent(POST), { timeoutMs: 500, onChunk: ({ bytes }) => pieces.push(bytes.toString()) });
    expect(pieces).toEqual(['data: 1\n\n']);
    expect(error?.errorMessage).toMatch(/Task timed out after 0\.50 seconds$/);
  });
});
