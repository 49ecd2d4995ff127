import { once } from 'node:events';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { throughHttpApi } from './doors';
import { Environments } from './environments';
import { functionUrlEvent, PlainRequest, restEvent } from './events';
import { LambdaFunction } from './lambda-function';
import { LambdaHarness } from './lambda-harness';
import { HOP_BY_HOP, message, PlainResponse, streamedHead, streamedResponse } from './responses';

/** A REST API and a function URL that stream, and an HTTP API, which cannot. */
export type DoorKind = 'rest-api' | 'function-url' | 'http-api';

/** Where the server's path is behind each kind: a REST API always has a stage. */
const ROOTS: Readonly<Record<DoorKind, string>> = { 'rest-api': '/prod', 'function-url': '', 'http-api': '' };

/** What is of the connection to this machine, and not of the request to the door, which has a name of its own. */
const LEFT_OUT = new Set([...HOP_BY_HOP, 'host', 'content-length']);

/**
 * A front door that clients call by HTTP, on a loopback port: each request becomes its event, and each
 * piece of a streamed answer goes on as it comes. A client that goes is not told to the function, which
 * writes to its end, as on AWS. This machine's address stands for the door's name, and no other reaches it.
 * Of the door's own work (routes, authorizers, CORS) nothing else is here.
 */
export class LoopbackDoor {
  static async open(kind: DoorKind, fn: LambdaFunction, adapter: string): Promise<LoopbackDoor> {
    const door = new LoopbackDoor(kind, new Environments(fn, adapter));
    await once(door.server.listen(0, '127.0.0.1'), 'listening');
    return door;
  }

  private readonly server: Server = createServer((request, response) => {
    this.answer(request, response).catch((error: Error) => response.destroy(error));
  });

  private constructor(private readonly kind: DoorKind, private readonly environments: Environments) {}

  /** The URL of a path of the server. */
  url(path: string): string {
    return `http://${this.host}${ROOTS[this.kind]}${path}`;
  }

  /** Closes it, and ends all environments. */
  async close(): Promise<void> {
    const closed = once(this.server.close(), 'close');
    this.server.closeAllConnections();
    await closed;
    await this.environments.end();
  }

  private get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await plainRequest(incoming);
    if (incoming.headers.host !== this.host) return reply(response, message(403, 'Forbidden'));
    await this.environments.lend(async (harness) => {
      switch (this.kind) {
        case 'http-api': return reply(response, await throughHttpApi(harness, request));
        case 'rest-api': return stream(harness, restEvent(request), response);
        case 'function-url': return stream(harness, functionUrlEvent(request), response);
      }
    });
  }
}

async function plainRequest(incoming: IncomingMessage): Promise<PlainRequest> {
  const { pathname, search } = new URL(incoming.url!, 'http://localhost');
  const { rawHeaders } = incoming;
  const headers = rawHeaders.flatMap((name, at) => at % 2 === 0 && !LEFT_OUT.has(name.toLowerCase()) ? [[name, rawHeaders[at + 1]] as const] : []);
  return { method: incoming.method!, path: pathname, query: search.slice(1) || undefined, headers, body: Buffer.concat(await incoming.toArray()) };
}

async function stream(harness: LambdaHarness, event: object, response: ServerResponse): Promise<void> {
  const result = await harness.invoke(event, {
    onHead: (prelude) => {
      writeHead(response, streamedHead(prelude));
      response.flushHeaders();
    },
    onChunk: ({ bytes }) => response.write(bytes),
  });
  if (!response.headersSent) return reply(response, streamedResponse(result));
  if (result.error) {
    response.destroy(); // the client sees that it is not all
  } else {
    response.end();
  }
}

function reply(response: ServerResponse, { body, ...head }: PlainResponse): void {
  writeHead(response, head);
  response.end(body);
}

function writeHead(response: ServerResponse, { status, headers }: Omit<PlainResponse, 'body'>): void {
  response.writeHead(status, headers.flat());
}
