import { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import { integrationReply } from './answer/integration-reply';
import { JwtContext } from './authorizer/authorization';
import { compileAuthorizers } from './authorizer/authorizer';
import { describe, Invocation } from './event/invocation';
import { readBody } from './event/request-body';
import { serverRequest } from './event/server-request';
import { compileCors, Cors } from './front/cors';
import { Front, Invoke } from './front/front';
import { checkHeadSize } from './front/head-size';
import { CheckHost, compileHosts } from './front/hosts';
import { compileThrottle, Now, Throttle } from './front/throttle';
import { Ended, functionFailed, invoke } from './invoke';
import { mcpFacts } from './mcp-message';
import { Refusal } from './refusal';
import { sendReply } from './reply';
import { answerUnreadable, Unreadable } from './unreadable';
import { Instances } from '../instances/instances';
import { ServedServer } from '../template/model';
import { Report, RequestEvent } from '../terminal/events';

/** What the gateway serves and with what. */
export interface HttpApiOptions {
  readonly server: ServedServer;
  readonly instances: Instances;
  readonly report: Report;
  /** Host names that lead to this gateway besides those of this machine. */
  readonly allowedHosts?: readonly string[];
  /** By which requests are throttled; the process's own by default. */
  readonly now?: Now;
}

/** Serves the template's HTTP API as API Gateway does (payload format 2.0, buffered both ways). */
export class HttpApi {
  private readonly checkHost: CheckHost;
  private readonly cors: Cors | undefined;
  private readonly front: Front;
  private readonly throttle: Throttle;
  private readonly authorizerOf: ReturnType<typeof compileAuthorizers>;
  /** What is under way, each with its connection. */
  private readonly open = new Map<Promise<void>, Duplex>();

  constructor(private readonly options: HttpApiOptions) {
    const { server: { door }, allowedHosts = [], now = () => performance.now() } = options;
    this.checkHost = compileHosts(allowedHosts);
    this.cors = door.cors && compileCors(door.cors);
    this.front = new Front(door, this.cors);
    this.throttle = compileThrottle(door.stages, now);
    this.authorizerOf = compileAuthorizers(door.routes);
  }

  /** For `node:http`. */
  readonly listener: RequestListener = (request, response) => {
    const handled = this.handle(request, response).finally(() => this.open.delete(handled));
    this.open.set(handled, request.socket);
  };

  /** Answers what is no HTTP request that can be read. */
  readonly unreadable: Unreadable = (error, socket) => {
    // The request before it may still be unanswered, and would get this answer.
    if ([...this.open.values()].includes(socket)) {
      socket.destroy();
      return;
    }
    const answered = answerUnreadable(error, socket);
    if (answered) this.tell(answered);
  };

  /** How the gateway refuses such a request (`501: …`), or undefined where the server gets it. */
  refusal(method: string, path: string): string | undefined {
    try {
      this.front.decide(method, path, {});
      return undefined;
    } catch (error) {
      const { reply, failure } = refused(error);
      return `${reply.status}: ${failure}`;
    }
  }

  /** Resolves when every request so far was answered and reported. */
  async settled(): Promise<void> {
    await Promise.all(this.open.keys());
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const invocation = describe(request);
    let body: Buffer | null = null;
    let ended: Ended;
    try {
      const step = await this.admit(request, invocation);
      if ('reply' in step) {
        ended = step;
      } else {
        body = await readBody(request);
        ended = await this.forward(request, invocation, step, body);
      }
    } catch (error) {
      ended = refused(error);
    }
    const { reply: { status }, instance, cold, failure } = send(response, invocation.requestId, ended);
    this.tell({
      event: 'request',
      time: invocation.arrivedAt.toISOString(),
      requestId: invocation.requestId,
      method: invocation.method,
      path: invocation.sentPath,
      status,
      ms: Math.round((performance.now() - started) * 100) / 100,
      ...mcpFacts(request.headers, body),
      ...instance === undefined ? {} : { instance, cold },
      ...failure === undefined ? {} : { failure },
    });
  }

  /** All that API Gateway asks before it reads the body. Throws a `Refusal`. */
  private async admit(request: IncomingMessage, { method, sentPath, query }: Invocation): Promise<Admitted | Ended> {
    const { headers } = request;
    checkHeadSize(request);
    this.checkHost(headers.host);
    const step = this.front.decide(method, sentPath, headers);
    if (step.kind === 'preflight') return step;
    this.throttle(step.stage, step.route.key);
    const authorization = await this.authorizerOf(step.route)?.authorize(headers, query);
    return authorization?.admitted === false ? authorization : { ...step, authorizer: authorization?.context };
  }

  private async forward(request: IncomingMessage, invocation: Invocation, admitted: Admitted, body: Buffer | null): Promise<Ended> {
    const { server: { function: { adapter } }, instances } = this.options;
    const { rawHeaders, headers: { origin }, socket: { localPort: port } } = request;
    const { stage, route, authorizer } = admitted;
    const sent = serverRequest({ invocation, stage, routeKey: route.key, authorizer, rawHeaders, body, port, basePath: adapter.removeBasePath });
    const outcome = await invoke(instances, sent, route.integrationTimeoutMs);
    if ('reply' in outcome) return outcome;
    return integrationReply(outcome, this.cors && (origin === undefined ? [] : this.cors.actual(origin)));
  }

  private tell(event: RequestEvent): void {
    this.options.report(event);
  }
}

/** A request for the function, with what its authorizer says. */
interface Admitted extends Invoke {
  readonly authorizer: JwtContext | undefined;
}

function refused(error: unknown): Ended {
  return error instanceof Refusal ? { reply: error.reply, failure: error.message } : functionFailed((error as Error).message);
}

/** Sends the reply, or 500 where the server's headers are none that can be sent. */
function send(response: ServerResponse, requestId: string, ended: Ended): Ended {
  if (response.destroyed) return { failure: 'the client had gone before it was answered', ...ended };
  try {
    sendReply(response, requestId, ended.reply);
    return ended;
  } catch (error) {
    const failed = { ...ended, ...functionFailed((error as Error).message) };
    sendReply(response, requestId, failed.reply);
    return failed;
  }
}
