import { IncomingMessage } from 'node:http';
import { FunctionError } from './function-error';

/** What stands before a streamed body: the response's head as JSON. */
export interface Prelude {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

/** A piece of a streamed body, and when it came: milliseconds since the invocation began. */
export interface Chunk {
  readonly at: number;
  readonly bytes: Buffer;
}

/** A response that the runtime has sent in pieces. */
export interface StreamedResponse {
  readonly contentType: string;
  readonly prelude: Prelude;
  readonly chunks: readonly Chunk[];
  /** From the trailers: the function failed after it had begun to answer. */
  readonly error?: FunctionError;
}

/** Sees a streamed response while it comes. */
export interface Spectator {
  /** Sees its head, before any piece of the body. */
  readonly onHead?: (head: Prelude) => void;
  /** Sees each piece of the body. */
  readonly onChunk?: (chunk: Chunk) => void;
}

/** The mark between prelude and body. */
const SEPARATOR = Buffer.alloc(8);

/** Reads `POST …/response` of the mode "streaming" to its end. Rejects where the sender breaks off. */
export async function readStreamed(request: IncomingMessage, startedAt: number, { onHead, onChunk }: Spectator): Promise<StreamedResponse> {
  let head = Buffer.alloc(0);
  let prelude: Prelude | undefined;
  const chunks: Chunk[] = [];
  for await (const data of request as AsyncIterable<Buffer>) {
    let bytes = data;
    if (!prelude) {
      head = Buffer.concat([head, data]);
      const end = head.indexOf(SEPARATOR);
      if (end < 0) continue;
      prelude = parsePrelude(head.subarray(0, end));
      onHead?.(prelude);
      bytes = head.subarray(end + SEPARATOR.length);
    }
    if (bytes.length === 0) continue;
    const chunk = { at: performance.now() - startedAt, bytes };
    chunks.push(chunk);
    onChunk?.(chunk);
  }
  if (!prelude) throw new Error(`the streamed response ended before its prelude did: ${head.toString()}`);
  return { contentType: request.headers['content-type'] ?? '', prelude, chunks, ...trailingError(request) };
}

function parsePrelude(json: Buffer): Prelude {
  const { statusCode = 200, headers = {}, cookies = [] } = JSON.parse(json.toString()) as Partial<Prelude>;
  return { statusCode, headers, cookies };
}

function trailingError({ trailers }: IncomingMessage): { error?: FunctionError } {
  const type = trailers['lambda-runtime-function-error-type'];
  if (type === undefined) return {};
  const body = trailers['lambda-runtime-function-error-body'] ?? '';
  return { error: { errorType: type, errorMessage: Buffer.from(body, 'base64').toString() } };
}
