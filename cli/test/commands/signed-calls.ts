import { CallToolResult, Client, StreamableHTTPClientTransport, StreamableHTTPClientTransportOptions } from '@modelcontextprotocol/client';
import { LocalSigning } from '../../src/terminal/events';
import { signed } from '../gateway/authorizer/signing-client';

/** The official client calls a tool without a login. */
export async function callTool(url: string, options: StreamableHTTPClientTransportOptions): Promise<CallToolResult> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), options));
  const result = await client.callTool({ name: 'whoami' }) as CallToolResult;
  await client.close();
  return result;
}

/** Has the client sign each request with the key that was printed. */
export function signing({ accessKeyId: id, secretAccessKey: secret, region, service }: LocalSigning): StreamableHTTPClientTransportOptions {
  return {
    fetch: async (target: string | URL, init: RequestInit = {}) => {
      const request = { method: init.method ?? 'GET', headers: Object.fromEntries(new Headers(init.headers)), body: init.body as string | undefined };
      return fetch(await signed(String(target), { id, secret }, request, { region, service: service as 'execute-api' | 'lambda' }));
    },
  };
}
