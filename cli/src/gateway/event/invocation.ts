import { randomUUID } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { AuthorizerContext } from './authorizer-context';
import { ACCOUNT } from '../../template/values/local-ids';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** One request on its way through the gateway. */
export interface Invocation {
  readonly requestId: string;
  readonly arrivedAt: Date;
  readonly method: string;
  /** The path as the client sent it, with the stage; in events behind a custom domain, as if it had been sent to the stage. */
  readonly sentPath: string;
  readonly query: string | undefined;
  readonly sourceIp: string;
  /** The header, empty where there is none. */
  readonly host: string;
  /** The header, empty where there is none. */
  readonly userAgent: string;
  /** `HTTP/1.1`. */
  readonly protocol: string;
  /** The header. */
  readonly origin?: string;
}

/** Takes note of a request as it arrives. */
export function describe(request: IncomingMessage, requestId: string): Invocation {
  const target = request.url!;
  const mark = target.indexOf('?');
  return {
    requestId,
    arrivedAt: new Date(),
    method: request.method!,
    sentPath: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? undefined : target.slice(mark + 1),
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    host: request.headers.host ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    protocol: `HTTP/${request.httpVersion}`,
    origin: request.headers.origin,
  };
}

/** The id that an HTTP API gives to a request: 15 characters of base64 and a `=`. */
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

/** The way that the gateway has found for a request. */
export interface Way {
  readonly stage: string;
  readonly routeKey: string;
  /** Whose API it is, or `anonymous`. */
  readonly accountId?: string;
  /** The decoded path, with the stage. */
  readonly rawPath: string;
  /** What the authorizer says of the caller, where the route has one. */
  readonly authorizer: AuthorizerContext | undefined;
}

/**
 * `requestContext` of the payload format 2.0, which the adapter hands to the server as a header: the
 * bytes of its UTF-8, as the event's path, which is decoded, may hold any letter.
 */
export function requestContext(invocation: Invocation, way: Way): string {
  return Buffer.from(JSON.stringify(contextOf(invocation, way))).toString('latin1');
}

/** `requestContext` of the payload format 2.0. */
export function contextOf(invocation: Invocation, { stage, routeKey, rawPath, authorizer, accountId = ACCOUNT }: Way): object {
  const { arrivedAt, host, method, protocol, requestId, sourceIp, userAgent } = invocation;
  return {
    routeKey,
    accountId,
    stage,
    requestId,
    ...authorizer === undefined ? {} : { authorizer },
    apiId: 'local',
    domainName: host,
    domainPrefix: host.split('.', 1)[0],
    time: clfTime(arrivedAt),
    timeEpoch: arrivedAt.getTime(),
    http: { method, path: rawPath, protocol, sourceIp, userAgent },
  };
}

/** The time as access logs write it: `26/Jun/2021:16:53:50 +0000`. */
export function clfTime(time: Date): string {
  const iso = time.toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[time.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
