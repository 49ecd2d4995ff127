import { connect } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { VersionNegotiationMode } from '@modelcontextprotocol/client';
import { Agent, fetch as undiciFetch } from 'undici';

/** The revisions that the official client speaks, and how it is told to. */
export const REVISIONS: [revision: string, mode: VersionNegotiationMode][] = [
  ['2025-11-25', 'legacy'],
  ['2026-07-28', { pin: '2026-07-28' }],
];

/**
 * A `fetch` for which all hosts are this machine's port, without TLS: the URL of an output is called
 * as it was printed, and the server sees the public host.
 */
export function fetchThrough(port: number): typeof fetch {
  const dispatcher = new Agent({
    connect: (_, connected) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => connected(null, socket)).once('error', (error) => connected(error, null));
    },
  });
  // The types of undici and those of Node describe the same API, each in its own words.
  const call = undiciFetch as unknown as (url: string | URL | Request, init?: object) => Promise<Response>;
  return async (url, init) => call(url, { ...init, dispatcher });
}

/** The official client, connected; its requests have the headers. */
export async function connectClient(url: URL, port: number, mode: VersionNegotiationMode, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'deploy-test', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(url, { fetch: fetchThrough(port), requestInit: { headers } }));
  return client;
}
