import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withStageInPath } from './http-api-event';
import { bufferedAnswer, isRestEvent } from './streamed-answer';

const NEXT_INVOCATION = '/2018-06-01/runtime/invocation/next';

/** What the Runtime API takes for an invocation that has failed. */
export interface InvocationError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/**
 * What the adapter calls in place of ministack's Runtime API, which has no Extensions API: that one is
 * answered here, and all else goes through.
 */
export class RuntimeApi {
  public static async open(upstream: string): Promise<RuntimeApi> {
    const server = createServer((incoming, outgoing) => api.answer(incoming, outgoing));
    server.requestTimeout = 0; // An instance may wait for hours for its next invocation.
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const api = new RuntimeApi(upstream, `127.0.0.1:${(server.address() as AddressInfo).port}`);
    return api;
  }

  /** Resolves when the adapter asks for an invocation for the first time: the server has answered it then. */
  public readonly adapterIsReady: Promise<void>;
  private ready!: () => void;
  /** Whether the invocation under way comes from a REST API. */
  private fromRestApi = false;

  private constructor(private readonly upstream: string, public readonly host: string) {
    this.adapterIsReady = new Promise((resolve) => {
      this.ready = resolve;
    });
  }

  /** Takes the invocation for which this instance was started, in the adapter's place, and lets it fail. */
  public async failNextInvocation(error: InvocationError): Promise<void> {
    const invocation = await this.call('GET', NEXT_INVOCATION);
    const id = String(invocation.headers['lambda-runtime-aws-request-id']);
    await this.call('POST', `/2018-06-01/runtime/invocation/${id}/error`, JSON.stringify(error));
  }

  private answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const url = incoming.url ?? '';
    if (url === '/2020-01-01/extension/register') {
      incoming.resume();
      outgoing.writeHead(200, { 'content-type': 'application/json', 'lambda-extension-identifier': 'adapter' }).end('{}');
    } else if (url.startsWith('/2020-01-01/extension/')) {
      incoming.resume(); // The next event is the end, which comes as a signal.
    } else {
      if (url === NEXT_INVOCATION) {
        this.ready();
      }
      const streams = incoming.headers['lambda-runtime-function-response-mode'] === 'streaming';
      void (streams && this.fromRestApi ? this.passBuffered(incoming, outgoing) : this.passOn(incoming, outgoing));
    }
  }

  /** One answer for all of a stream, as ministack's REST APIs take no other. */
  private async passBuffered(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const answer = bufferedAnswer(Buffer.concat(await incoming.toArray()));
    const { statusCode } = await this.call('POST', incoming.url!, answer);
    outgoing.writeHead(statusCode!).end();
  }

  private passOn(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, headers, url } = incoming;
    const passed = request(`http://${this.upstream}${url}`, { method, headers: { ...headers, host: this.upstream } }, (response) => {
      if (url === NEXT_INVOCATION && response.statusCode === 200) return void this.passInvocation(response, outgoing);
      response.pipe(outgoing.writeHead(response.statusCode ?? 502, response.headers));
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  }

  private async passInvocation(response: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const event = withStageInPath(Buffer.concat(await response.toArray()));
    this.fromRestApi = isRestEvent(event);
    const { 'transfer-encoding': _, ...headers } = response.headers;
    outgoing.writeHead(200, { ...headers, 'content-length': event.length }).end(event);
  }

  private async call(method: string, path: string, body?: string): Promise<IncomingMessage> {
    const sent = request(`http://${this.upstream}${path}`, { method });
    sent.end(body);
    const [response] = await once(sent, 'response') as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    return response;
  }
}
