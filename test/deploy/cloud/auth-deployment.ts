import { rootAuthorization } from './account';
import type { ServerName } from './auth-app';
import { type StackOutputs } from './deployment';
import { logLines } from './function-instances';
import { fetchThrough } from './mcp-client';
import type { Ministack } from '../tools/ministack';

/** How an API has answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A request to an API; what is left out is the call of a tool. */
export interface AuthRequest {
  /** `POST /mcp`: its path may have a `{proxy+}`. */
  readonly route?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The route that a client calls. */
export const MCP_ROUTE = 'POST /mcp';

const CALL = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'add', arguments: { a: 19, b: 23 } } });

/** What the tool answers. */
export const CALLED: Answer = { status: 200, body: expect.stringContaining('"structuredContent":{"sum":42}') as string };

/** A deployed API by the name of its server. */
export class AuthDeployment {
  constructor(private readonly aws: Ministack, private readonly outputs: StackOutputs) {}

  /** The URL of a server's MCP endpoint. */
  mcpUrl(server: ServerName): URL {
    const [name] = Object.keys(this.outputs).filter((output) => output.startsWith(`${server}McpEndpoint`));
    return new URL(this.outputs[name]);
  }

  /** The URL and the method of a route. */
  target(server: ServerName, route = MCP_ROUTE): { readonly url: URL; readonly method: string } {
    const [method, path] = route.split(' ');
    return { method, url: new URL(path.replace('{proxy+}', 'below'), this.mcpUrl(server)) };
  }

  async send(server: ServerName, { route, headers, body = CALL }: AuthRequest = {}): Promise<Answer> {
    const { method, url } = this.target(server, route);
    const response = await fetchThrough(this.aws.port)(url, {
      method,
      headers: { 'content-type': 'application/json', 'accept': 'application/json, text/event-stream', ...headers },
      body: method === 'POST' ? body : undefined,
    });
    return { status: response.status, body: await response.text() };
  }

  async document(server: ServerName, path: string): Promise<unknown> {
    return JSON.parse((await this.send(server, { route: `GET ${path}` })).body);
  }

  /** The keys of all routes, as API Gateway has them; without OPTIONS, of which ministack takes each for a preflight. */
  async routes(server: ServerName): Promise<string[]> {
    const [apiId] = this.mcpUrl(server).host.split('.');
    const response = await fetch(`${this.aws.endpoint}/v2/apis/${apiId}/routes`, { headers: { authorization: rootAuthorization('apigateway') } });
    const { items } = await response.json() as { items: { routeKey: string }[] };
    return items.map(({ routeKey }) => routeKey).filter((routeKey) => !routeKey.startsWith('OPTIONS ')).sort();
  }

  /** How often a server's function has been invoked. */
  async invocations(server: ServerName): Promise<number> {
    return (await logLines(this.aws.endpoint, this.outputs[`${server}Logs`])).filter((line) => line.startsWith('START ')).length;
  }
}
