import { Client } from 'undici';
import { META } from '../../examples/quickstart-process';

/** A tool call of revision 2026-07-28: one request, without a handshake before it. */
export interface ToolCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** With one, the tool's progress is told. */
  readonly progressToken?: string;
}

/** Does no work: what is measured is all the rest. */
export const ADD: ToolCall = { tool: 'add', args: { a: 2, b: 3 } };

/** Waits for 10 ms, as tools do that ask a database. */
export const WAIT: ToolCall = { tool: 'wait', args: { seconds: 0.01 } };

/** The call's HTTP request: its headers and its body. */
export function httpRequest({ tool, args, progressToken }: ToolCall): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  return {
    headers: {
      'content-type': 'application/json',
      'accept': 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': tool,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: args, _meta: { ...META, progressToken } } }),
  };
}

/** Throws where the answer is not the tool's: numbers of something else would be worth nothing. */
export function expectAnswer(whose: string, status: number, body: string): void {
  if (status !== 200 || !body.includes('"structuredContent"')) throw new Error(`${whose} answered ${status}: ${body.slice(0, 500)}`);
}

/** One connection that is kept open, for one call at a time. */
export class Connection {
  private readonly client: Client;
  private readonly path: string;

  constructor(private readonly url: string) {
    const { origin, pathname } = new URL(url);
    this.client = new Client(origin, { pipelining: 1 });
    this.path = pathname;
  }

  /** Sends the call and returns the milliseconds to the end of its answer. */
  async call(toolCall: ToolCall): Promise<number> {
    const started = performance.now();
    const { statusCode, body } = await this.client.request({ method: 'POST', path: this.path, ...httpRequest(toolCall) });
    const text = await body.text();
    const ms = performance.now() - started;
    expectAnswer(this.url, statusCode, text);
    return ms;
  }

  async close(): Promise<void> {
    await this.client.destroy();
  }
}
