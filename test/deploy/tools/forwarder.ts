import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Another port of a server on this machine, which can go away while the server stays. */
export interface Forwarder {
  readonly endpoint: string;
  /** Ends all connections; from now on the port refuses them. */
  cut(): void;
}

/** Passes on what comes, byte by byte. */
export async function startForwarder(to: number): Promise<Forwarder> {
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const onward = connect(to, '127.0.0.1');
    from.pipe(onward).pipe(from);
    [from, onward].forEach((socket) => sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}
