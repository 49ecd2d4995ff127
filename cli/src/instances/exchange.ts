import { Agent, request as send } from 'node:http';
import { openPorts } from './listening';

/** A request as the adapter sends it to the server. */
export interface ServerRequest {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  /** Names and values in turn; names in lower case. */
  readonly headers: string[];
  readonly body: Buffer | null;
  /** Of the invocation, as Lambda counts them; the gateway has ids of its own. */
  readonly requestId: string;
  /** `Root=1-…`: what the header `x-amzn-trace-id` says. */
  readonly traceId: string;
}

/** The server's whole answer. */
export interface ServerAnswer {
  readonly status: number;
  /** Names and values in turn, as the server sent them. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** The answer is larger than a function may return. */
export class AnswerTooLarge extends Error {}

/** What servers may put into the head of an answer. */
const MAX_HEAD_BYTES = 64 * 1024;

/**
 * A connection that is not used for so long is closed, as the adapter does it: servers close theirs
 * after 5 seconds, and a request that is on its way then would be lost.
 */
const IDLE_MS = 4_000;

/** The one connection to a server that answers one request at a time. `context` makes the value of `x-amzn-lambda-context`. */
export function connectionTo(port: number, context: (request: ServerRequest) => string): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, timeout: IDLE_MS });
  return {
    exchange: async (request, maxBytes) => {
      const headers = request.headers.concat('x-amzn-lambda-context', context(request));
      return exchange(agent, port, { ...request, headers }, maxBytes);
    },
    accepts: async () => (await openPorts([port])).length > 0,
    close: () => agent.destroy(),
  };
}

/** Where the requests of one instance go. */
export interface Connection {
  /** Sends the request and reads the answer to its end; no time limit of its own. */
  exchange(request: ServerRequest, maxBytes: number): Promise<ServerAnswer>;
  /** Whether another request could be sent. */
  accepts(): Promise<boolean>;
  close(): void;
}

async function exchange(agent: Agent, port: number, request: ServerRequest, maxBytes: number): Promise<ServerAnswer> {
  const { method, path, body } = request;
  // An event knows the length of its body, also where there is none.
  const headers = [...request.headers, 'content-length', String(body?.length ?? 0)];
  return new Promise((resolve, reject) => {
    const sent = send({ host: '127.0.0.1', port, agent, method, path, headers, maxHeaderSize: MAX_HEAD_BYTES });
    sent.on('error', reject);
    sent.once('close', () => reject(new Error('the server closed the connection')));
    sent.once('response', (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) {
          answer.destroy(new AnswerTooLarge(`the answer is larger than ${maxBytes} bytes`));
          return;
        }
        chunks.push(chunk);
      });
      answer.on('error', reject);
      answer.once('end', () => {
        resolve({ status: answer.statusCode!, headers: answer.rawHeaders, body: chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size) });
        // A server may answer before it has read the body, and never read it: the next request would wait for that.
        if (!sent.writableFinished) sent.destroy();
      });
    });
    sent.end(body ?? undefined);
  });
}
