import { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { removeBasePath } from './base-path';
import { compileCors, Cors } from './cors';
import { Front, Invoke } from './front';
import { forwardedHeaders, returnedHeaders, unreadableHeader } from './headers';
import { Invocation, lambdaContext, newRequestId, newTraceId, requestContext } from './invocation';
import { invoke, Limits, Outcome } from './invoke';
import { mcpFacts } from './mcp-message';
import { gatewayReply, sendReply } from './reply';
import { BodyTooLarge, readBody } from './request-body';
import { MalformedPath } from './routes';
import { adapterTarget, decodePath } from './target';
import { Instances } from '../instances/instances';
import { ServedServer } from '../template/model';
import { Report } from '../terminal/events';

/** A synchronous invocation takes 6 MB; the API's own limit of 10 MB is never reached. */
const MAX_REQUEST_BYTES = 6 * 1024 * 1024;

/** An HTTP API gives an integration 30 s, and nobody can change that. */
const INTEGRATION_MS = 30_000;

/** What the gateway serves and with what. */
export interface HttpApiOptions {
  readonly server: ServedServer;
  readonly instances: Instances;
  readonly report: Report;
  readonly region: string;
  /** Instead of the service's 30 s. */
  readonly integrationMs?: number;
}

/** Serves the template's HTTP API as API Gateway does (payload format 2.0, buffered both ways). */
export class HttpApi {
  /** How many requests were answered. */
  requests = 0;
  private readonly front: Front;
  private readonly cors: Cors | undefined;
  private readonly limits: Limits;
  private readonly open = new Set<Promise<void>>();

  constructor(private readonly options: HttpApiOptions) {
    const { door, function: facts } = options.server;
    this.cors = door.cors && compileCors(door.cors);
    this.front = new Front(door, this.cors);
    this.limits = { functionMs: facts.timeoutSeconds * 1000, integrationMs: options.integrationMs ?? INTEGRATION_MS };
  }

  /** For `node:http`. */
  readonly listener: RequestListener = (request, response) => {
    const handled = this.handle(request, response).finally(() => this.open.delete(handled));
    this.open.add(handled);
  };

  /** How the gateway refuses such a request (`501: …`), or undefined where the server gets it. */
  refusal(method: string, path: string): string | undefined {
    const step = this.front.decide(method, path, {});
    return step.kind === 'reply' ? `${step.reply.status}: ${step.failure}` : undefined;
  }

  /** Resolves when every request so far was answered and reported. */
  async settled(): Promise<void> {
    await Promise.all(this.open);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const invocation = describe(request);
    let body: Buffer | null = null;
    let outcome: Outcome;
    try {
      const step = this.front.decide(invocation.method, invocation.sentPath, request.headers);
      if (step.kind === 'reply') {
        outcome = { ...step, answered: false };
      } else {
        body = await readBody(request, MAX_REQUEST_BYTES);
        outcome = await this.forward(request, invocation, step, body);
      }
    } catch (error) {
      outcome = refusal(error);
    }
    outcome = send(response, invocation.requestId, outcome);
    this.requests += 1;
    const { instance, cold, failure } = outcome;
    this.options.report({
      event: 'request',
      time: invocation.arrivedAt.toISOString(),
      requestId: invocation.requestId,
      method: invocation.method,
      path: invocation.sentPath,
      status: outcome.reply.status,
      ms: Math.round((performance.now() - started) * 100) / 100,
      ...mcpFacts(request.headers, body),
      ...instance === undefined ? {} : { instance, cold },
      ...failure === undefined ? {} : { failure },
    });
  }

  private async forward(request: IncomingMessage, invocation: Invocation, { stage, routeKey }: Invoke, body: Buffer | null): Promise<Outcome> {
    const { server: { function: facts }, instances, region } = this.options;
    const traceId = newTraceId(invocation.arrivedAt);
    const rawPath = decodePath(invocation.sentPath);
    const headers = forwardedHeaders(request.rawHeaders, invocation.sourceIp);
    headers.push(
      'x-forwarded-port', String(request.socket.localPort),
      'x-forwarded-proto', 'http',
      'x-amzn-trace-id', traceId,
      'x-amzn-request-context', requestContext(invocation, rawPath, request, routeKey, stage),
      'x-amzn-lambda-context', lambdaContext(facts, region, traceId),
    );
    const outcome = await invoke(instances, {
      method: invocation.method,
      path: adapterTarget(removeBasePath(rawPath, facts.adapter.removeBasePath), invocation.query),
      headers,
      body,
    }, this.limits);
    if (!outcome.answered) return outcome;
    const cors = this.cors && request.headers.origin !== undefined ? this.cors.actual(request.headers.origin) : [];
    const { status, headers: returned, body: answer } = outcome.reply;
    const unreadable = unreadableHeader(returned);
    if (unreadable !== undefined) {
      const failure = `the response header ${unreadable} is not UTF-8, and the adapter's answer is JSON`;
      return { ...outcome, reply: gatewayReply(500, 'Internal Server Error'), answered: false, failure };
    }
    const kept = returnedHeaders(returned, { dropCors: this.cors !== undefined, withBody: answer.length > 0 });
    return { ...outcome, reply: { status, headers: kept.concat(cors), body: answer } };
  }
}

function describe(request: IncomingMessage): Invocation {
  const target = request.url!;
  const mark = target.indexOf('?');
  return {
    requestId: newRequestId(),
    arrivedAt: new Date(),
    method: request.method!,
    sentPath: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? undefined : target.slice(mark + 1),
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
  };
}

/** What the gateway answers to a request that it cannot take. */
function refusal(error: unknown): Outcome {
  if (error instanceof MalformedPath) return { reply: gatewayReply(400, 'Bad Request'), answered: false, failure: 'the path holds a malformed percent escape' };
  if (error instanceof BodyTooLarge) {
    return { reply: gatewayReply(413, 'Request Entity Too Large'), answered: false, failure: 'the request is larger than the 6 MB that a function takes' };
  }
  return { reply: gatewayReply(400, 'Bad Request'), answered: false, failure: (error as Error).message };
}

/** Sends the reply, or 500 where the server's headers are none that can be sent. */
function send(response: ServerResponse, requestId: string, outcome: Outcome): Outcome {
  try {
    sendReply(response, requestId, outcome.reply);
    return outcome;
  } catch (error) {
    const failed = { ...outcome, reply: gatewayReply(500, 'Internal Server Error'), failure: (error as Error).message };
    sendReply(response, requestId, failed.reply);
    return failed;
  }
}
