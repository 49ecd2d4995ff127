import { compileHosts } from '../../../src/gateway/front/hosts';
import { Refusal } from '../../../src/gateway/refusal';
import { servedServer } from '../../served-server';
import { raw, jsonOf, statusOf } from '../raw-client';
import { startGateway } from '../running-gateway';

const accepts = (host: string | undefined, allowed: readonly string[] = []) => {
  try {
    compileHosts(allowed)(host);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return false;
  }
};

test.each([
  'localhost', 'localhost:3000', 'LOCALHOST', 'app.localhost:80', '127.0.0.1', '127.0.0.1:3000', '127.1.2.3:1', '[::1]', '[::1]:3000',
])('%s is this machine', (host) => {
  expect(accepts(host)).toBe(true);
});

test.each([
  'example.com', 'localhost.example.com', 'notlocalhost', '127.0.0.1.example.com', '128.0.0.1', '10.0.0.1', '[::2]', '[::1].example.com', '',
  'localhost:3000@example.com', 'example.com#localhost', 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com', undefined,
])('%s is not', (host) => {
  expect(accepts(host)).toBe(false);
});

test('a host that is allowed is taken in any case and with any port, and none that only looks like it', () => {
  const allowed = ['Tunnel.example.com'];
  expect(['tunnel.example.com', 'TUNNEL.example.com:8443'].map((host) => accepts(host, allowed))).toEqual([true, true]);
  expect(['example.com', 'a.tunnel.example.com', 'tunnel.example.com.evil.com'].map((host) => accepts(host, allowed))).toEqual([false, false, false]);
});

test('a page whose name leads here gets API Gateway\'s 403, and no instance is started', async () => {
  const gateway = await startGateway(servedServer());
  try {
    const answer = await raw(gateway.port, ['POST /mcp HTTP/1.1', 'Host: rebound.example.com:3000', 'Connection: close', 'Content-Length: 2', '', '{}']);
    expect([statusOf(answer), jsonOf(answer)]).toEqual([403, { message: 'Forbidden' }]);
    expect((await gateway.requests(1))[0].failure).toContain('rebound.example.com is no name of this machine');
    expect(gateway.events.map(({ event }) => event)).toEqual(['request']);
  } finally {
    await gateway.close();
  }
});
