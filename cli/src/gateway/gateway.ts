import { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import { Admitted, Answered, Api, Streamed } from './api';
import { describe, Invocation } from './event/invocation';
import { bodyOf } from './event/request-body';
import { checkHeadSize } from './front/head-size';
import { CheckHost, compileHosts } from './front/hosts';
import { compileMcpPath } from './front/mcp-path';
import { CheckOrigin, compileOrigins } from './front/origins';
import { Now } from './front/throttle';
import { functionUrl } from './function-url/function-url';
import { httpApi } from './http-api';
import { begin, CallFunction, ENDED_WITH_DEV, invoke, Invoked, Outcome } from './invoke';
import { mcpFacts } from './mcp-message';
import { Refusal } from './refusal';
import { sendHead, sendReply } from './reply';
import { RestOptions } from './rest/caller';
import { restApi } from './rest/rest-api';
import { stream } from './stream';
import { answerUnreadable, Unreadable } from './unreadable';
import { Functions } from '../functions/functions';
import { ServerRequest } from '../instances/exchange';
import { Instances } from '../instances/instances';
import { AccessKey } from '../issuer/access-key';
import { ServedServer } from '../template/model';
import { Report } from '../terminal/events';

/** What the gateway serves and with what. */
export interface GatewayOptions {
  readonly server: ServedServer;
  readonly instances: Instances;
  /** The functions besides the server's that its API invokes. */
  readonly functions: Functions;
  readonly report: Report;
  /** Host names that lead to this gateway besides those of this machine. */
  readonly allowedHosts?: readonly string[];
  /** Origins whose web pages may call the server besides those of this machine and of these hosts. */
  readonly allowedOrigins?: readonly string[];
  /** Says of each request that guards are off. */
  readonly authOff?: boolean;
  /** Whose signatures are good, where routes ask for IAM; nobody's where this is missing. */
  readonly accessKey?: AccessKey;
  /** By which requests are throttled; the process's own by default. */
  readonly now?: Now;
  /** Milliseconds since 1970, by which quotas begin anew; the machine's own by default. */
  readonly date?: Now;
}

/** Serves the template's API as AWS does. */
export class Gateway {
  private readonly api: Api;
  private readonly checkHost: CheckHost;
  private readonly checkOrigin: CheckOrigin;
  /** What is under way, each with its connection. */
  private readonly open = new Map<Promise<void>, Duplex>();

  constructor(private readonly options: GatewayOptions) {
    const { server, allowedHosts = [], allowedOrigins, now = () => performance.now(), date = Date.now, accessKey } = options;
    const { door } = server;
    this.api = this.apiOf(door, { call: this.callFunction, now, date, accessKey });
    this.checkHost = compileHosts(allowedHosts);
    this.checkOrigin = compileOrigins({ hosts: allowedHosts, origins: allowedOrigins, isMcpPath: compileMcpPath(door) });
  }

  /** For `node:http`. */
  readonly listener: RequestListener = (request, response) => {
    const handled = this.handle(request, response).finally(() => this.open.delete(handled));
    this.open.set(handled, request.socket);
  };

  /** Answers what is no HTTP request that can be read. */
  readonly unreadable: Unreadable = (error, socket) => {
    // The request before it would get this answer.
    if (this.isAnswering(socket)) {
      socket.destroy();
      return;
    }
    const answered = answerUnreadable(error, socket, this.api);
    if (answered) this.options.report(answered);
  };

  /** Whether a request of the connection is not answered yet. */
  isAnswering(socket: Duplex): boolean {
    return [...this.open.values()].includes(socket);
  }

  /** How the gateway refuses such a request (`501: …`), or undefined where the server gets it. */
  refusal(method: string, path: string): string | undefined {
    try {
      this.api.check(method, path);
      return undefined;
    } catch (error) {
      const refusal = asRefusal(error);
      return `${this.api.refuse(refusal).status}: ${refusal.message}`;
    }
  }

  /** Resolves when every request so far was answered and reported. */
  async settled(): Promise<void> {
    await Promise.all(this.open.keys());
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const invocation = describe(request, this.api.newRequestId());
    let body: Buffer | null = null;
    let ended: Ended | Sent;
    try {
      if (this.api.limitsHead) checkHeadSize(request);
      this.checkHost(request.headers.host);
      this.checkOrigin(invocation, request.headers);
      const readBody = bodyOf(request);
      const step = await this.api.admit(request, invocation, readBody);
      if ('reply' in step) {
        ended = step;
      } else {
        body = await readBody();
        ended = 'head' in step ? await this.stream(step, invocation, body, response) : await this.forward(step, invocation, body);
      }
    } catch (error) {
      ended = this.refused(error, invocation);
    }
    const { status, instance, cold, failure, firstAt } = 'reply' in ended ? this.send(response, invocation, ended) : ended;
    this.options.report({
      event: 'request',
      time: invocation.arrivedAt.toISOString(),
      requestId: invocation.requestId,
      method: invocation.method,
      path: invocation.sentPath,
      status,
      ms: hundredths(performance.now() - started),
      ...mcpFacts(request.headers, body),
      ...firstAt === undefined ? {} : { firstByteMs: hundredths(firstAt - started) },
      ...instance === undefined ? {} : { instance, cold },
      ...failure === undefined ? {} : { failure },
      ...this.options.authOff ? { auth: 'off' } : {},
    });
  }

  private async forward(admitted: Admitted, invocation: Invocation, body: Buffer | null): Promise<Ended> {
    const sent = admitted.send(body);
    const outcome = await this.invoke(admitted, sent);
    if ('refusal' in outcome) return this.refused(outcome.refusal, invocation, outcome.invoked);
    try {
      return { reply: admitted.answer(outcome.answer, sent), ...outcome.invoked };
    } catch (error) {
      return this.refused(error, invocation, outcome.invoked);
    }
  }

  /** Passes on the answer while it is made; what comes before its head is answered as ever. */
  private async stream(step: Streamed, invocation: Invocation, body: Buffer | null, response: ServerResponse): Promise<Ended | Sent> {
    const { integrationTimeoutMs: limitMs, idleTimeoutMs: idleMs = Infinity } = step;
    const since = performance.now();
    const sent = step.send(body);
    const begun = await (idleMs < limitMs
      ? begin(this.options.instances, sent, idleMs, 'the idle time-out of')
      : begin(this.options.instances, sent, limitMs, 'the integration\'s'));
    if ('refusal' in begun) return this.refused(begun.refusal, invocation, begun.invoked);
    try {
      const head = step.head(begun.answer, sent);
      sendHead(response, head, this.api.ids(invocation.requestId));
      const { firstAt, failure } = await stream(begun, response, { since, limitMs, idleMs: step.idleTimeoutMs });
      return { status: head.status, firstAt, failure: failure && this.options.instances.closing ? ENDED_WITH_DEV : failure, ...begun.invoked };
    } catch (error) {
      begun.answer.body.resume();
      return this.refused(error, invocation, begun.invoked);
    }
  }

  private async invoke({ function: other, integrationTimeoutMs }: Admitted, sent: ServerRequest): Promise<Outcome> {
    return other === undefined ? invoke(this.options.instances, sent, integrationTimeoutMs) : this.callFunction(other, sent, integrationTimeoutMs);
  }

  private apiOf(door: ServedServer['door'], options: RestOptions): Api {
    const { server } = this.options;
    switch (door.kind) {
      case 'http-api': return httpApi(server, door, options);
      case 'rest-api': return restApi(server, door, options);
      case 'function-url': return functionUrl(server, door, options.accessKey);
    }
  }

  private readonly callFunction: CallFunction = async (logicalId, sent, limitMs) =>
    invoke(this.options.functions.of(logicalId), sent, limitMs, `the function ${logicalId}`);

  private refused(error: unknown, invocation: Invocation, invoked?: Invoked): Ended {
    const refusal = asRefusal(error);
    return { reply: this.api.refuse(refusal, invocation), failure: refusal.message, ...invoked };
  }

  /** Sends the reply, or that the function has failed where the server's headers are none that can be sent. */
  private send(response: ServerResponse, invocation: Invocation, ended: Ended): Sent {
    const { reply: { status }, ...told } = ended;
    if (response.destroyed) return { failure: 'the client had gone before it was answered', ...told, status };
    const ids = this.api.ids(invocation.requestId);
    try {
      sendReply(response, ended.reply, ids);
      return { ...told, status };
    } catch (error) {
      const { reply, failure } = this.refused(error, invocation);
      sendReply(response, reply, ids);
      return { ...told, failure, status: reply.status };
    }
  }
}

/** What the client gets in the end. */
interface Ended extends Answered, Partial<Invoked> {}

/** What the client has got. */
interface Sent extends Partial<Invoked> {
  readonly status: number;
  readonly failure?: string;
  /** When the first piece of a streamed body came, by `performance.now()`. */
  readonly firstAt?: number;
}

/** As events say times. */
const hundredths = (ms: number) => Math.round(ms * 100) / 100;

/** What nobody has foreseen counts as a failure of the function. */
function asRefusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal('function-failed', (error as Error).message);
}
