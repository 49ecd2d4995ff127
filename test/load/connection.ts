import { Client, type FetchLike, StreamableHTTPClientTransport, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import type { Revision } from '../../demo/client';

/** The answer of an HTTP exchange, as far as it is told about. */
export interface Exchange {
  readonly status: number;
  readonly requestId?: string;
  /** The body of an error. */
  readonly error?: string;
}

/** An official client and what it has seen of HTTP. */
export interface Connection {
  readonly client: Client;
  /** The answer to the latest POST; undefined where there was none. */
  lastPost(): Exchange | undefined;
}

const MODES: Record<Revision, VersionNegotiationMode> = { '2025-11-25': 'legacy', '2026-07-28': { pin: '2026-07-28' } };

/** A client of that revision, not yet connected, and how it connects. */
export function newConnection(url: string, revision: Revision, deadlineMs: number): Connection & { connect(): Promise<void> } {
  let last: Exchange | undefined;
  const exchange: FetchLike = async (target, init) => {
    const isPost = init?.method === 'POST';
    if (isPost) last = undefined;
    const response = await fetch(target, init);
    // A client of 2025-11-25 also asks for a stream of events with GET, which is no call.
    if (isPost) {
      last = {
        status: response.status,
        requestId: response.headers.get('apigw-requestid') ?? undefined,
        ...response.ok ? {} : { error: await response.clone().text() },
      };
    }
    return response;
  };
  const client = new Client({ name: 'endurance', version: '1.0.0' }, { versionNegotiation: { mode: MODES[revision] } });
  return {
    client,
    lastPost: () => last,
    connect: () => client.connect(new StreamableHTTPClientTransport(new URL(url), { fetch: exchange }), { timeout: deadlineMs }),
  };
}
