import { createServer, IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { UserError } from '../errors';
import { Unreadable } from './unreadable';

/** What is read of request line and headers; API Gateway's own limit is lower, and counts otherwise. */
const MAX_HEADER_BYTES = 64 * 1024;

/** How long a client may take to send. In milliseconds. */
export interface SendLimits {
  /** Request line and headers. */
  readonly headMs: number;
  /** All of a request: one that is never complete would hold up a reload that waits for it. */
  readonly requestMs: number;
  /** How often it is looked who is over. */
  readonly lookMs: number;
}

/** API Gateway's own are not documented; these are Node's. How long the answer takes has no limit here. */
const SEND_LIMITS: SendLimits = { headMs: 60_000, requestMs: 300_000, lookMs: 30_000 };

/** An open port of this machine's own addresses; a request waits until it is served. */
export interface Listener {
  readonly port: number;
  /** `http://localhost:3000`, or with 127.0.0.1 where somebody else has the port of `::1`. */
  readonly origin: string;
  /** Requests go here, those that have waited for it first; `unreadable` gets what is none. */
  serve(listener: RequestListener, unreadable?: Unreadable): void;
  /** Closes the port and all connections. */
  close(): Promise<void>;
}

/**
 * Opens the port on 127.0.0.1 and, where possible, on ::1. Clients may take `localhost` for either,
 * so it is named only if both are ours.
 */
export async function openPort(wanted: number, limits = SEND_LIMITS): Promise<Listener> {
  const first = await listen('127.0.0.1', wanted, limits).catch((error: NodeJS.ErrnoException) => {
    throw taken(wanted, error);
  });
  const { port } = first.address() as AddressInfo;
  const second = await listen('::1', port, limits).catch(() => undefined);
  const servers = second ? [first, second] : [first];
  const early: [IncomingMessage, ServerResponse][] = [];
  const wait: RequestListener = (...exchange) => void early.push(exchange as [IncomingMessage, ServerResponse]);
  servers.forEach((server) => server.on('request', wait));
  return {
    port,
    origin: `http://${second ? 'localhost' : '127.0.0.1'}:${port}`,
    serve: (listener, unreadable) => {
      servers.forEach((server) => server.off('request', wait).on('request', listener));
      if (unreadable) servers.forEach((server) => server.on('clientError', unreadable));
      early.filter(([{ socket }]) => !socket.destroyed).forEach((exchange) => listener(...exchange));
    },
    close: async () => void await Promise.all(servers.map(close)),
  };
}

function taken(port: number, error: NodeJS.ErrnoException): UserError {
  if (error.code === 'EADDRINUSE') {
    return new UserError(`port ${port} is in use by another program: end that one, or give another port with --port (0 takes any free one)`);
  }
  return new UserError(`port ${port} cannot be opened (${error.message}): give another one with --port`);
}

async function listen(host: string, port: number, { headMs, requestMs, lookMs }: SendLimits): Promise<Server> {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: headMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: lookMs,
    keepAliveTimeout: 60_000,
    requireHostHeader: false,
  });
  // Node leaves headers out from the 2,000th on.
  server.maxHeadersCount = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
