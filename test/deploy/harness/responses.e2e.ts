import { throughFunctionUrl, throughHttpApi, throughRestApi } from './doors';
import { PlainRequest } from './events';
import { LambdaHarness } from './lambda-harness';
import { PlainResponse } from './responses';
import { describeWithAdapter, functionOf, PUPPET, telling, valuesOf } from './test-support';

type Send = (harness: LambdaHarness, request: PlainRequest) => Promise<PlainResponse>;

const DOORS: ReadonlyArray<readonly [string, Send]> = [
  ['payload 2.0', throughHttpApi],
  ['payload 1.0', async (harness, request) => throughHttpApi(harness, request, { payload: '1.0' })],
  ['a REST API', async (harness, request) => throughRestApi(harness, { ...request, path: `/prod${request.path}` }, { binaryMediaTypes: ['*/*'] })],
  ['a function URL', throughFunctionUrl],
];

describeWithAdapter('what the client gets', () => {
  describe.each(DOORS)('with %s', (_, send) => {
    it.each([202, 204, 400, 404, 405, 500, 503])('is the server\'s status %i', async (status) => {
      expect((await send(await functionOf({ server: PUPPET }), telling(status))).status).toBe(status);
    });

    it.each(['application/json', 'text/event-stream', 'application/octet-stream', 'image/png'])('is a body of %s, byte for byte', async (type) => {
      const body = type.startsWith('image') || type.endsWith('stream') && type !== 'text/event-stream'
        ? Buffer.from([0x89, 0, 0xff, 0x0a])
        : Buffer.from('data: {"text":"grüß"}\n\n');
      const response = await send(await functionOf({ server: PUPPET }), telling(200, [['Content-Type', type]], body));
      expect(valuesOf(response, 'content-type')).toEqual([type]);
      expect(response.body).toEqual(body);
    });

    it('is every cookie', async () => {
      const response = await send(await functionOf({ server: PUPPET }), telling(200, [['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2; Path=/']]));
      expect(valuesOf(response, 'set-cookie')).toEqual(['a=1', 'b=2; Path=/']);
    });
  });

  it('is every value of a header with payload 1.0', async () => {
    const request = telling(200, [['Link', '<a>'], ['Link', '<b>']]);
    expect(valuesOf(await throughHttpApi(await functionOf({ server: PUPPET }), request, { payload: '1.0' }), 'link')).toEqual(['<a>', '<b>']);
  });

  it('is only the first value of a header with payload 2.0: the adapter drops the others', async () => {
    const request = telling(200, [['Link', '<a>'], ['Link', '<b>']]);
    expect(valuesOf(await throughHttpApi(await functionOf({ server: PUPPET }), request), 'link')).toEqual(['<a>']);
  });

  it('has the server\'s challenge under another name behind a REST API', async () => {
    const request = telling(401, [['WWW-Authenticate', 'Bearer']]);
    const response = await throughRestApi(await functionOf({ server: PUPPET }), { ...request, path: '/prod/mcp' });
    expect(valuesOf(response, 'www-authenticate')).toEqual([]);
    expect(valuesOf(response, 'x-amzn-remapped-www-authenticate')).toEqual(['Bearer']);
  });

  it('leaves the adapter with the challenge under its own name', async () => {
    const harness = await functionOf({ server: PUPPET });
    expect(valuesOf(await throughHttpApi(harness, telling(401, [['WWW-Authenticate', 'Bearer']])), 'www-authenticate')).toEqual(['Bearer']);
  });
});
