import { Client, Dispatcher } from 'undici';

/** A request as the adapter sends it to the server. */
export interface ServerRequest {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  /** Names and values in turn; names in lower case. */
  readonly headers: string[];
  readonly body: Buffer | null;
  /** Of the invocation, as Lambda counts them; the gateway has ids of its own. */
  readonly requestId: string;
  /** `Root=1-…`: what the header `x-amzn-trace-id` says. */
  readonly traceId: string;
}

/** The server's whole answer. */
export interface ServerAnswer {
  readonly status: number;
  /** Names and values in turn, as the server sent them. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** The answer is larger than a function may return. */
export class AnswerTooLarge extends Error {}

/** Sends the request and reads the answer to its end; no time limit of its own. */
export async function exchange(client: Client, request: ServerRequest, maxBytes: number): Promise<ServerAnswer> {
  const { method, path, headers: sent, body } = request;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let status = 0;
    let headers: string[] = [];
    client.dispatch({ method: method as Dispatcher.HttpMethod, path, headers: sent, body }, {
      onRequestStart: () => {},
      onResponseStart: (controller, statusCode) => {
        // Called again for each interim answer (103): the last one counts.
        status = statusCode;
        headers = (controller.rawHeaders as Buffer[]).map((part) => part.toString('latin1'));
      },
      onResponseData: (controller, chunk) => {
        size += chunk.length;
        if (size > maxBytes) {
          controller.abort(new AnswerTooLarge(`the answer is larger than ${maxBytes} bytes`));
          return;
        }
        chunks.push(chunk);
      },
      onResponseEnd: () => resolve({ status, headers, body: chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size) }),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}
