import { ServerResponse } from 'node:http';

/** What stands before the body of an answer to the client: headers are names and values in turn. */
export interface ReplyHead {
  readonly status: number;
  readonly headers: readonly string[];
}

/** A whole answer to the client. */
export interface Reply extends ReplyHead {
  readonly body: Buffer;
}

/** An answer of the gateway's own, in the words of API Gateway. */
export function gatewayReply(status: number, message: string): Reply {
  return { status, headers: ['content-type', 'application/json'], body: Buffer.from(JSON.stringify({ message })) };
}

/** Sends the reply with the headers that name the request; Node adds the date and what belongs to the connection. */
export function sendReply(response: ServerResponse, { status, headers, body }: Reply, ids: readonly string[]): void {
  const hasBody = status !== 204 && status !== 304;
  const length = hasBody ? ['content-length', String(body.length)] : [];
  response.writeHead(status, [...headers, ...length, ...ids]);
  response.end(hasBody ? body : undefined);
}

/** Sends what stands before a body that is still made. Node says that it comes in pieces. */
export function sendHead(response: ServerResponse, { status, headers }: ReplyHead, ids: readonly string[]): void {
  response.writeHead(status, [...headers, ...ids]);
  response.flushHeaders();
}
