import { Agent, request as send } from 'node:http';
import { Readable } from 'node:stream';
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

/** What stands before the body of an answer. */
export interface AnswerHead {
  readonly status: number;
  /** Names and values in turn, as the server sent them. */
  readonly headers: readonly string[];
}

/** The server's whole answer. */
export interface ServerAnswer extends AnswerHead {
  readonly body: Buffer;
}

/** An answer that has begun. Its body must be read to its end or destroyed: the next request waits for that. */
export interface BegunAnswer extends AnswerHead {
  /** Fails where the server breaks off. */
  readonly body: Readable;
}

/** The answer is larger than a function may return. */
export class AnswerTooLarge extends Error {}

/** A function answers with at most 6 MB where it does not stream. */
export const MAX_ANSWER_BYTES = 6 * 1024 * 1024;

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
  const start = async (request: ServerRequest) => {
    const headers = request.headers.concat('x-amzn-lambda-context', context(request));
    return begin(agent, port, { ...request, headers });
  };
  return {
    begin: start,
    exchange: async (request, maxBytes) => wholeAnswer(await start(request), maxBytes),
    accepts: async () => (await openPorts([port])).length > 0,
    close: () => agent.destroy(),
  };
}

/** Where the requests of one instance go. */
export interface Connection {
  /** Sends the request and waits for the head of the answer; no time limit of its own. */
  begin(request: ServerRequest): Promise<BegunAnswer>;
  /** Sends the request and reads the answer to its end; no time limit of its own. */
  exchange(request: ServerRequest, maxBytes: number): Promise<ServerAnswer>;
  /** Whether another request could be sent. */
  accepts(): Promise<boolean>;
  close(): void;
}

async function begin(agent: Agent, port: number, request: ServerRequest): Promise<BegunAnswer> {
  const { method, path, body } = request;
  // An event knows the length of its body, also where there is none.
  const headers = [...request.headers, 'content-length', String(body?.length ?? 0)];
  return new Promise((resolve, reject) => {
    const sent = send({ host: '127.0.0.1', port, agent, method, path, headers, maxHeaderSize: MAX_HEAD_BYTES });
    sent.on('error', reject);
    sent.once('close', () => reject(new Error('the server closed the connection')));
    sent.once('response', (answer) => {
      // A server may answer before it has read the body, and never read it: the next request would wait for that.
      answer.once('end', () => {
        if (!sent.writableFinished) sent.destroy();
      });
      resolve({ status: answer.statusCode!, headers: answer.rawHeaders, body: answer });
    });
    sent.end(body ?? undefined);
  });
}

/** Reads the answer to its end. */
async function wholeAnswer({ status, headers, body }: BegunAnswer, maxBytes: number): Promise<ServerAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        body.destroy(new AnswerTooLarge(`the answer is larger than ${maxBytes} bytes`));
        return;
      }
      chunks.push(chunk);
    });
    body.on('error', reject);
    body.once('end', () => resolve({ status, headers, body: chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size) }));
  });
}
