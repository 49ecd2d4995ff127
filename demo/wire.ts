import type { FetchLike } from '@modelcontextprotocol/client';
import type { Start } from './serve';

/** A message to or from the server. */
export interface Message {
  readonly direction: '→' | '←';
  readonly revision: string;
  /** JSON-RPC method, or the HTTP method of a request without a body. */
  readonly method: string;
  /** The tool, resource or prompt that is meant. */
  readonly name?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly start?: Start;
}

/** What is recorded of an exchange, and where to. */
export interface WireOptions {
  readonly revision: string;
  readonly record: (message: Message) => void;
  /** How the request with this id was answered. */
  readonly startOf: (requestId: string) => Promise<Start | undefined>;
}

/** A `fetch` for the client's transport, which records each message before it is passed on. */
export function recordingFetch({ revision, record, startOf }: WireOptions): FetchLike {
  const exchange: FetchLike = async (url, init) => {
    const subject = { revision, ...subjectOf(init) };
    record({ direction: '→', ...subject });
    const sentAt = performance.now();
    const response = await fetch(url, init);
    // An API without streaming sends a response in one piece, so nothing is held up by reading all of it.
    const body = await response.arrayBuffer();
    const ms = Math.round(performance.now() - sentAt);
    const requestId = response.headers.get('apigw-requestid');
    const start = requestId === null ? undefined : await startOf(requestId);
    record({ direction: '←', ...subject, status: response.status, ms, start });
    return new Response(body.byteLength > 0 ? body : null, response);
  };

  // One exchange after the other, or the client's GET for a stream would overtake the next call, and
  // which of them starts an instance would be a matter of luck.
  let previous: Promise<unknown> = Promise.resolve();
  return (url, init) => {
    const next = previous.then(() => exchange(url, init));
    previous = next.catch(() => undefined);
    return next;
  };
}

function subjectOf(init?: RequestInit): { method: string; name?: string } {
  if (typeof init?.body !== 'string') return { method: init?.method ?? 'GET' };
  const { method, params } = JSON.parse(init.body) as { method: string; params?: { name?: string; uri?: string } };
  return { method, name: params?.name ?? params?.uri };
}
