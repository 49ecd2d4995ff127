import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Deferred } from './deferred';
import { Extensions } from './extensions';
import { FunctionError, reportedError } from './function-error';
import { replyJson } from './reply-json';
import { readStreamed, Spectator, StreamedResponse } from './streamed-response';

const RUNTIME = '/2018-06-01/runtime';
const EXTENSION = '/2020-01-01/extension';

/** An event on its way to the runtime. */
export interface Invocation extends Spectator {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
}

/** What the runtime makes of it: one of the three. */
export interface Answer {
  readonly payload?: Buffer;
  readonly streamed?: StreamedResponse;
  readonly error?: FunctionError;
}

interface Pending extends Invocation {
  readonly startedAt: number;
  readonly answer: Deferred<Answer>;
}

/**
 * The two APIs that Lambda gives to the processes of one execution environment, on a loopback port:
 * what the Lambda Web Adapter speaks on the other side.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
 */
export class RuntimeApi {
  /** Opens the API for an environment with these extensions. */
  static async open(extensionNames: readonly string[], log: (line: string) => void): Promise<RuntimeApi> {
    const api = new RuntimeApi(new Extensions(extensionNames, log));
    await new Promise<void>((resolve) => api.server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  /** The runtime has asked for its first event, which is how it ends its init. */
  readonly ready = new Deferred<void>();
  /** The runtime or an extension has reported that it cannot go on. */
  readonly failed = new Deferred<FunctionError>();
  private readonly server: Server = createServer((request, response) => {
    this.handle(request, response).catch((error: Error) => {
      // The caller sees it as well: nobody else would answer the invocation.
      this.pending?.answer.resolve({ error: { errorType: 'Runtime.InvalidResponse', errorMessage: error.message } });
      response.destroy();
    });
  });
  private waiting?: ServerResponse;
  private pending?: Pending;

  private constructor(readonly extensions: Extensions) {
    // A connection that the adapter keeps must not be closed under it.
    this.server.keepAliveTimeout = 0;
  }

  /** For `AWS_LAMBDA_RUNTIME_API`. */
  get authority(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Hands the event to the runtime, as soon as it asks, and resolves with its whole answer. */
  async invoke(invocation: Invocation): Promise<Answer> {
    const pending = { ...invocation, startedAt: performance.now(), answer: new Deferred<Answer>() };
    this.pending = pending;
    this.extensions.invoked(invocation.requestId, invocation.deadlineMs, invocation.functionArn);
    this.deliver();
    return pending.answer.promise;
  }

  /** Ends every connection with it. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url}`;
    switch (route) {
      case `GET ${RUNTIME}/invocation/next`:
        this.waiting = response;
        this.ready.resolve();
        return this.deliver();
      case `GET ${EXTENSION}/event/next`:
        return this.extensions.next(request, response);
      case `POST ${EXTENSION}/register`:
        return this.extensions.register(request, await bodyOf(request), response);
      case `POST ${RUNTIME}/init/error`:
        return this.fail(request, response, 'lambda-runtime-function-error-type');
      case `POST ${EXTENSION}/init/error`:
      case `POST ${EXTENSION}/exit/error`:
        return this.fail(request, response, 'lambda-extension-function-error-type');
      default:
        return this.finish(route, request, response);
    }
  }

  private deliver(): void {
    if (!this.waiting || !this.pending) return;
    const { requestId, deadlineMs, functionArn, traceId, event } = this.pending;
    this.waiting.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': requestId,
      'Lambda-Runtime-Deadline-Ms': String(deadlineMs),
      'Lambda-Runtime-Invoked-Function-Arn': functionArn,
      'Lambda-Runtime-Trace-Id': traceId,
    }).end(event);
    this.waiting = undefined;
  }

  /** `…/response` and `…/error` of the invocation under way. */
  private async finish(route: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, requestId, kind] = new RegExp(`^POST ${RUNTIME}/invocation/([^/]+)/(response|error)$`).exec(route) ?? [];
    const { pending } = this;
    if (requestId === undefined) return replyJson(response, 404, { errorType: 'NotFound', errorMessage: route });
    if (!pending || pending.requestId !== requestId) {
      return replyJson(response, 400, { errorType: 'InvalidRequestID', errorMessage: 'Invalid request ID' });
    }
    pending.answer.resolve(await readAnswer(kind, request, pending));
    this.pending = undefined;
    replyJson(response, 202, { status: 'OK' });
  }

  private async fail(request: IncomingMessage, response: ServerResponse, header: string): Promise<void> {
    this.failed.resolve(reportedError(await bodyOf(request), request.headers[header] as string | undefined));
    replyJson(response, 202, { status: 'OK' });
  }
}

async function readAnswer(kind: string, request: IncomingMessage, { startedAt, ...spectator }: Pending): Promise<Answer> {
  if (kind === 'error') {
    return { error: reportedError(await bodyOf(request), request.headers['lambda-runtime-function-error-type'] as string | undefined) };
  }
  if (request.headers['lambda-runtime-function-response-mode'] === 'streaming') {
    const streamed = await readStreamed(request, startedAt, spectator);
    return { streamed, error: streamed.error };
  }
  return { payload: await bodyOf(request) };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await request.toArray());
}
