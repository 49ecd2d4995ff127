import { randomUUID } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { FunctionFacts } from '../template/model';

const ACCOUNT = '000000000000';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** One request on its way through the gateway. */
export interface Invocation {
  readonly requestId: string;
  readonly arrivedAt: Date;
  readonly method: string;
  /** The path as the client sent it, with the stage: what routes are compared with. */
  readonly sentPath: string;
  readonly query: string | undefined;
  readonly sourceIp: string;
}

/** The id that API Gateway gives to a request: 15 characters of base64 and a `=`. */
export function newRequestId(): string {
  return Buffer.from(randomHex(22), 'hex').toString('base64');
}

/** A trace header as API Gateway makes it. */
export function newTraceId(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  return `Root=1-${seconds}-${randomHex(24)}`;
}

/** Digits of a UUID: Node makes those in advance, many at a time. */
function randomHex(digits: number): string {
  return randomUUID().replaceAll('-', '').slice(0, digits);
}

/**
 * `requestContext` of the payload format 2.0, which the adapter hands to the server as a header: the
 * bytes of its UTF-8, as the event's path, which is decoded, may hold any letter.
 */
export function requestContext(invocation: Invocation, rawPath: string, request: IncomingMessage, routeKey: string, stage: string): string {
  const domainName = request.headers.host ?? '';
  const context = JSON.stringify({
    routeKey,
    accountId: ACCOUNT,
    stage,
    requestId: invocation.requestId,
    apiId: 'local',
    domainName,
    domainPrefix: domainName.split('.', 1)[0],
    time: clfTime(invocation.arrivedAt),
    timeEpoch: invocation.arrivedAt.getTime(),
    http: {
      method: invocation.method,
      path: rawPath,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: invocation.sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
    },
  });
  return Buffer.from(context).toString('latin1');
}

/** The Lambda context as the adapter serialises it. */
export function lambdaContext(facts: FunctionFacts, region: string, traceId: string): string {
  return JSON.stringify({
    request_id: randomUUID(),
    deadline: Date.now() + facts.timeoutSeconds * 1000,
    invoked_function_arn: `arn:aws:lambda:${region}:${ACCOUNT}:function:${facts.functionName}`,
    xray_trace_id: traceId,
    client_context: null,
    identity: null,
    tenant_id: null,
    env_config: {
      function_name: facts.functionName,
      memory: facts.memoryMb,
      version: '$LATEST',
      log_stream: 'local/[$LATEST]',
      log_group: `/aws/lambda/${facts.functionName}`,
    },
  });
}

/** The time as access logs write it: `26/Jun/2021:16:53:50 +0000`. */
function clfTime(time: Date): string {
  const iso = time.toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[time.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
