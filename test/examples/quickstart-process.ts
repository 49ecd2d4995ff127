import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SERVER = join(__dirname, '..', '..', 'examples', 'quickstart', 'server.ts');

/** The quickstart's server as a process of its own, on a free port. */
export interface QuickstartProcess {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts the server as the Lambda Web Adapter finds it: with its port and settings in the environment. */
export async function startQuickstart(environment: NodeJS.ProcessEnv = {}): Promise<QuickstartProcess> {
  const server = spawn(process.execPath, ['--import', 'tsx', SERVER], {
    env: { ...process.env, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface({ input: server.stdout }), 'line') as [string];
  return { process: server, url: line.replace('Listening on ', '') };
}

/** What each request of revision 2026-07-28 says about its client. */
export const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

const INITIALIZE = {
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } },
};

/** An HTTP request to the server; what is left out is a well-formed `initialize` of revision 2025-11-25. */
export interface PlainRequest {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
  readonly message?: { readonly method: string; readonly params: object };
}

/** Sends one request, with a Host header of its own, which `fetch` does not allow. */
export async function send(url: string, plain: PlainRequest) {
  const { method = 'POST', path = '/mcp', host = 'localhost', headers, message = INITIALIZE } = plain;
  const sent = request(url, {
    method,
    path,
    headers: { host, 'content-type': 'application/json', 'accept': 'application/json, text/event-stream', ...headers },
  });
  sent.end(method === 'POST' ? JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }) : undefined);
  const [response] = await once(sent, 'response');
  const chunks = await response.toArray();
  return { status: response.statusCode as number, body: Buffer.concat(chunks).toString() };
}
