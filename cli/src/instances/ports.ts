import { randomInt } from 'node:crypto';
import { AddressInfo, createServer } from 'node:net';

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

/**
 * Ports that systems give to nobody by themselves (Linux begins at 32768, others at 49152): between this look and the moment when an instance
 * opens its port, no other program gets it by asking for any, nor a connection as its own end.
 */
const [FIRST, LAST] = [20_000, 32_767];

/** Then it is any that the system gives. */
const ATTEMPTS = 20;

async function freePort(): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const port = await opened(randomInt(FIRST, LAST + 1)).catch(() => undefined);
    if (port !== undefined) return port;
  }
  return opened(0);
}

/** Opens the port, and closes it again. */
async function opened(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
