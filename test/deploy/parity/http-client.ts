import { once } from 'node:events';
import { Agent, IncomingMessage, request as httpRequest } from 'node:http';
import { ParityRequest } from './request';
import { PlainResponse } from '../harness/responses';

/** Where a request goes: all is on this machine, whatever the host. */
export interface Address {
  readonly port: number;
  readonly host: string;
}

/** Sends the request as it stands in the list: nothing is encoded, joined or left out. */
export async function sendOverHttp(sent: ParityRequest, { port, host }: Address): Promise<PlainResponse> {
  const { method, path, query, headers = [], body, chunked } = sent;
  const hasHost = headers.some(([name]) => name.toLowerCase() === 'host');
  const bytes = Buffer.from(body ?? '');
  // A connection for each, as what one request leaves behind must not reach the next; and kept until the
  // answer is there: who refuses a large body at once would otherwise close while it is still being sent.
  const agent = new Agent({ keepAlive: true });
  const length = body === undefined ? [] : chunked ? [['Transfer-Encoding', 'chunked']] : [['Content-Length', String(bytes.length)]];
  const outgoing = httpRequest({
    port,
    host: '127.0.0.1',
    method,
    path: query === undefined ? path : `${path}?${query}`,
    headers: [...hasHost ? [] : [['Host', host]], ...headers, ...length].flat(),
    setHost: false,
    agent,
  });
  try {
    outgoing.end(bytes);
    const [incoming] = await once(outgoing, 'response') as [IncomingMessage];
    return { status: incoming.statusCode!, headers: pairs(incoming.rawHeaders), body: Buffer.concat(await incoming.toArray()) };
  } finally {
    outgoing.on('error', () => {}).destroy();
    agent.destroy();
  }
}

function pairs(rawHeaders: readonly string[]): PlainResponse['headers'] {
  return rawHeaders.flatMap((name, index) => index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1]] as const] : []);
}
