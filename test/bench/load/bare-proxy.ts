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

/** Both bodies are streamed; names of headers that belong to one connection stay behind. */
async function passOn(client: Client, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { connection, host, ...headers } = request.headers;
  await client.stream(
    { method: request.method as Dispatcher.HttpMethod, path: request.url!, headers, body: request },
    ({ statusCode, headers: { connection: _, 'keep-alive': __, ...answered } }) => response.writeHead(statusCode, answered),
  );
}
