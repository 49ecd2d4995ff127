import { createServer } from 'node:net';

/** Ports that were given to an instance which may not have opened them yet. */
const given = new Set<number>();

/** A port of 127.0.0.1 that is free now and given to nobody else by this process. */
export async function takePort(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (!given.has(port)) {
      given.add(port);
      return port;
    }
  }
}

/** The instance that had the port has ended. */
export function returnPort(port: number): void {
  given.delete(port);
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve((address as { port: number }).port));
    });
  });
}
