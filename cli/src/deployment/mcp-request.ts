import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { OutgoingAgent } from '../aws/agent';

/** A message to an MCP server, as a client sends it. */
export interface McpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a server, or what stands before it, has answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

const COMMON = { 'content-type': 'application/json', 'accept': 'application/json, text/event-stream' };
const CLIENT = { name: 'mcp-lambda', version: '1' };
const ID = 'mcp-lambda-deploy';

/** How a client begins, up to revision 2025-11-25. */
export const INITIALIZE: McpRequest = {
  headers: COMMON,
  body: JSON.stringify({ jsonrpc: '2.0', id: ID, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: CLIENT } }),
};

/** How one learns what a server of revision 2026-07-28 is, which has no `initialize` any more. */
export const DISCOVER: McpRequest = {
  headers: { ...COMMON, 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'server/discover' },
  body: JSON.stringify({
    jsonrpc: '2.0',
    id: ID,
    method: 'server/discover',
    params: {
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientInfo': CLIENT,
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  }),
};

/** More than any answer to these messages has. */
const MAX_BODY_BYTES = 1_000_000;

/** How a message goes out, and until when an answer is waited for. */
export interface Sending {
  readonly agent: OutgoingAgent;
  readonly signal: AbortSignal;
}

/** Sends a message; rejects where no answer comes. */
export async function send(url: URL, { headers, body }: McpRequest, { agent, signal }: Sending): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method: 'POST', headers, agent, signal }, (response) => {
      let [text, size] = ['', 0];
      const answer = () => resolve({ status: response.statusCode ?? 0, body: text });
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        size += Buffer.byteLength(chunk);
        // A stream may stay open after the answer.
        if (size > MAX_BODY_BYTES || rpcResponse(text) !== undefined) {
          answer();
          request.destroy();
        }
      }).once('end', answer).once('error', reject);
    });
    request.once('error', reject).end(body);
  });
}

/** A response of JSON-RPC. */
export interface RpcResponse {
  readonly result?: { readonly protocolVersion?: unknown; readonly supportedVersions?: unknown; readonly serverInfo?: unknown };
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
}

/** The response to the message in a body of JSON or of server-sent events; undefined where there is none (yet). */
export function rpcResponse(body: string): RpcResponse | undefined {
  const candidates = body.trimStart().startsWith('{') ? [body] : body.split(/\r?\n\r?\n/).slice(0, -1).map(dataOf);
  return candidates.map(parsed).find((message) => message !== undefined && message.jsonrpc === '2.0' && ('result' in message || 'error' in message));
}

function dataOf(event: string): string {
  return event.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice('data:'.length).trim()).join('\n');
}

function parsed(text: string): RpcResponse & { jsonrpc?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
