// What a proxy costs that only passes on: like `dev` it hands a request to a server that has no other.
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Client, Dispatcher } from 'undici';
import { answering } from '../child';

answering(async (origins: readonly string[]): Promise<string> => {
  const idle = origins.map((origin) => new Client(origin));
  const waiting: Array<(client: Client) => void> = [];
  const server = createServer(async (request, response) => {
    const client = idle.pop() ?? await new Promise<Client>((resolve) => waiting.push(resolve));
    await passOn(client, request, response);
    const next = waiting.shift();
    if (next) {
      next(client);
    } else {
      idle.push(client);
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

/** Bodies go on in one piece, which costs less than one by one; headers that belong to one connection stay behind. */
async function passOn(client: Client, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { connection, host, ...headers } = request.headers;
  const body = await whole(request);
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    client.dispatch({ method: request.method as Dispatcher.HttpMethod, path: request.url!, headers, body }, {
      onRequestStart: () => {},
      onResponseStart: (_, status, { connection: __, 'keep-alive': ___, 'transfer-encoding': ____, ...answered }) => {
        response.writeHead(status, answered);
      },
      onResponseData: (_, chunk) => chunks.push(chunk),
      onResponseEnd: () => {
        response.end(Buffer.concat(chunks));
        resolve();
      },
      onResponseError: (_, error) => reject(error),
    });
  });
}

async function whole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}
