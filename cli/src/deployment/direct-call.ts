import { randomUUID } from 'node:crypto';
import { eventPath } from './event-path';
import { HttpAnswer, McpRequest } from './mcp-request';
import type { MarkedDoor } from '../template/marked-door';

/** A server that is invoked past its door. */
export interface Invoked {
  /** Where clients find it. */
  readonly url: URL;
  readonly door: MarkedDoor;
}

/**
 * The event by which an HTTP API invokes the server for this request: the adapter takes it from whoever
 * invokes the function, whatever door the server has. The path is what that door makes of it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function invocationEvent({ url, door }: Invoked, { headers, body }: McpRequest): object {
  const now = new Date();
  const path = eventPath(url, door);
  const routeKey = `POST ${path}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { ...headers, 'host': url.host, 'x-forwarded-proto': 'https', 'x-forwarded-port': '443', 'x-forwarded-for': '127.0.0.1' },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'mcp-lambda',
      domainName: url.host,
      domainPrefix: url.host.split('.')[0],
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'mcp-lambda' },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    body,
    isBase64Encoded: false,
  };
}

/** What stands between head and body of an answer that is streamed. */
const END_OF_HEAD = '\0'.repeat(8);

/** The answer of the server in what its function has returned; undefined where it is none. */
export function answerOf(payload: string): HttpAnswer | undefined {
  const end = payload.indexOf(END_OF_HEAD);
  const head = objectIn(end < 0 ? payload : payload.slice(0, end));
  if (typeof head?.statusCode !== 'number') return undefined;
  const body = end < 0 ? String(head.body ?? '') : payload.slice(end + END_OF_HEAD.length);
  return { status: head.statusCode, body: head.isBase64Encoded === true ? Buffer.from(body, 'base64').toString() : body };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}
