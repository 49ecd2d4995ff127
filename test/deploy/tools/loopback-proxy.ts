import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A running proxy. */
export interface LoopbackProxy {
  /** The value of `http_proxy`. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * An HTTP proxy for which all hosts are this machine: programs that look for a public host, without
 * TLS, find the port that they name here.
 */
export async function startLoopbackProxy(): Promise<LoopbackProxy> {
  const server = createServer((incoming, outgoing) => {
    const { port, pathname, search } = new URL(incoming.url ?? '');
    const passed = request({ host: '127.0.0.1', port, path: `${pathname}${search}`, method: incoming.method, headers: incoming.headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
