import { once } from 'node:events';
import { request } from 'node:http';
import { META } from '../examples/quickstart-process';

/** What a client of revision 2026-07-28 sends; headers with the value `undefined` are left out. */
export interface PlainRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly message?: { readonly method: string; readonly params?: Readonly<Record<string, unknown>>; readonly id?: number };
}

/** The answer, as far as it is looked at. */
export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
  /** The code of a JSON-RPC error, where the answer is one. */
  readonly code?: number;
}

/** A call of a tool in revision 2026-07-28. */
export const toolCall = (name: string, args: object, meta: object = {}): PlainRequest => ({
  headers: { 'mcp-name': name },
  message: { id: 1, method: 'tools/call', params: { name, arguments: args, _meta: { ...META, ...meta } } },
});

/** Sends a request by hand, for what no client sends or shows. */
export async function sendPlain(url: string, plain: PlainRequest): Promise<PlainAnswer> {
  const response = await begin(url, plain);
  const body = Buffer.concat(await response.toArray()).toString();
  return { status: response.statusCode!, body, ...body.startsWith('{') ? { code: (JSON.parse(body) as { error?: { code: number } }).error?.code } : {} };
}

/** Resolves with the answer's head and a body that can be read or left. */
export async function begin(url: string, { method = 'POST', headers = {}, message }: PlainRequest) {
  const all = {
    'content-type': 'application/json',
    'accept': 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': message?.method,
    ...headers,
  };
  const sent = request(url, { method, headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) });
  sent.end(message && JSON.stringify({ jsonrpc: '2.0', ...message }));
  const [response] = await once(sent, 'response') as [import('node:http').IncomingMessage];
  return response;
}
