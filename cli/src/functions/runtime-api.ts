import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { AnswerTooLarge, Connection, MAX_ANSWER_BYTES, ServerAnswer, ServerRequest } from '../instances/exchange';
import { objectOf, textOf } from '../template/values/json';

const ROOT = '/2018-06-01/runtime/';

/** What a runtime may say of an error. */
const MAX_ERROR_BYTES = 256 * 1024;

/** The header of an answer that tells of an error of the function, as Lambda's own `Invoke` has it. */
export const FUNCTION_ERROR = 'x-amz-function-error';

/** What each invocation is told besides its event. */
export interface RuntimeOptions {
  readonly invokedArn: string;
  /** The function's time-out. */
  readonly limitMs: number;
}

/** Lambda's Runtime API for one process, which gets events by it and gives back results. */
export interface RuntimeApi {
  readonly port: number;
  /** Resolves when the process asks for its first event; rejects with what it says where it cannot. */
  readonly ready: Promise<void>;
  /** A request's body is the event, and an answer's the result. */
  readonly connection: Connection;
}

/** The invocation under way. */
interface Current {
  readonly request: ServerRequest;
  readonly maxBytes: number;
  resolve(answer: ServerAnswer): void;
  reject(error: Error): void;
}

/**
 * Opens it on a port of its own, of this machine alone.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function openRuntimeApi(options: RuntimeOptions): Promise<RuntimeApi> {
  const api = new Api(options);
  const server = createServer((request, response) => {
    api.handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { port, ready: api.ready, connection: connectionOf(api, server) };
}

function connectionOf(api: Api, server: Server): Connection {
  return {
    exchange: async (request, maxBytes) => api.invoke(request, maxBytes),
    // What a runtime gives back comes whole.
    begin: async (request) => {
      const answer = await api.invoke(request, MAX_ANSWER_BYTES);
      return { ...answer, body: Readable.from([answer.body]) };
    },
    accepts: async () => server.listening,
    close: () => {
      server.close();
      server.closeAllConnections();
      api.end();
    },
  };
}

class Api {
  readonly ready: Promise<void>;
  private started!: () => void;
  private failed!: (error: Error) => void;
  private current: Current | undefined;
  /** True where the process has the event already. */
  private taken = false;
  /** The process asks for an event and waits. */
  private asking: ServerResponse | undefined;
  private ended = false;

  constructor(private readonly options: RuntimeOptions) {
    this.ready = new Promise((resolve, reject) => {
      this.started = resolve;
      this.failed = reject;
    });
    // Whoever waits for it looks at the process, too.
    this.ready.catch(() => {});
  }

  async invoke(request: ServerRequest, maxBytes: number): Promise<ServerAnswer> {
    return new Promise((resolve, reject) => {
      if (this.ended) {
        reject(goneError());
        return;
      }
      this.current = { request, maxBytes, resolve, reject };
      this.taken = false;
      this.give();
    });
  }

  end(): void {
    this.ended = true;
    this.current?.reject(goneError());
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '', headers } = request;
    // Pages of a browser reach this port as well.
    if (!url.startsWith(ROOT) || headers.origin !== undefined || headers.host !== `127.0.0.1:${request.socket.localPort}`) return reply(response, 404);
    const [what, id, outcome] = url.slice(ROOT.length).split('/');
    if (method === 'GET' && what === 'invocation' && id === 'next') return this.next(response);
    if (method !== 'POST') return reply(response, 404);
    if (what === 'init' && id === 'error') return this.initError(request, response);
    const { current } = this;
    if (what !== 'invocation' || current?.request.requestId !== id) return reply(response, 404);
    return outcome === 'response' ? this.result(current, request, response) : this.error(current, request, response);
  }

  private next(response: ServerResponse): void {
    this.asking = response;
    this.started();
    this.give();
  }

  /** Hands the event to the process, if both are there. */
  private give(): void {
    const { current, asking, options: { invokedArn, limitMs } } = this;
    if (!current || !asking || this.taken) return;
    this.taken = true;
    this.asking = undefined;
    const { request: { requestId, traceId, body } } = current;
    asking.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(Date.now() + limitMs),
      'lambda-runtime-invoked-function-arn': invokedArn,
      'lambda-runtime-trace-id': traceId,
    });
    asking.end(body);
  }

  private async result(current: Current, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request, current.maxBytes);
    if (body === undefined) {
      current.reject(new AnswerTooLarge(`the answer is larger than ${current.maxBytes} bytes`));
      return reply(response, 413);
    }
    current.resolve({ status: 200, headers: [], body });
    return reply(response, 202);
  }

  private async error(current: Current, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request, MAX_ERROR_BYTES) ?? Buffer.from('{}');
    current.resolve({ status: 200, headers: [FUNCTION_ERROR, 'Unhandled'], body });
    return reply(response, 202);
  }

  private async initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request, MAX_ERROR_BYTES) ?? Buffer.from('{}');
    this.failed(new Error(errorText(body)));
    return reply(response, 202);
  }
}

/** What a runtime says of an error, in one line. */
export function errorText(body: Buffer): string {
  const { errorType, errorMessage } = objectOf(parsed(body));
  const text = [textOf(errorType), textOf(errorMessage)].filter(Boolean).join(': ').split('\n')[0];
  return text === '' ? 'an error without a message' : text.slice(0, LONGEST);
}

const LONGEST = 500;

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

const goneError = () => new Error('the process has ended');

/** The whole body; undefined where it is larger. What is too much is read and forgotten. */
async function readAll(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size <= maxBytes ? Buffer.concat(chunks, size) : undefined;
}

function reply(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(status === 202 ? '{"status":"OK"}' : '{}');
}
