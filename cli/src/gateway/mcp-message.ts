import { IncomingHttpHeaders } from 'node:http';
import { RequestEvent } from '../terminal/events';

/** Larger messages are reported by their headers alone. */
const MAX_PARSED_BYTES = 1024 * 1024;

/** What a request says in MCP's terms. */
export type McpFacts = Pick<RequestEvent, 'mcpMethod' | 'mcpName' | 'revision'>;

/** Reads the message for the report; a body that is no JSON-RPC message gives nothing. */
export function mcpFacts(headers: IncomingHttpHeaders, body: Buffer | null): McpFacts {
  const message = body === null || body.length > MAX_PARSED_BYTES ? undefined : parse(body);
  const params = record(message?.params);
  return {
    ...optional('mcpMethod', text(message?.method) ?? text(headers['mcp-method'])),
    ...optional('mcpName', text(params?.name) ?? text(params?.uri)),
    ...optional('revision', text(headers['mcp-protocol-version'])),
  };
}

function parse(body: Buffer): Record<string, unknown> | undefined {
  try {
    const message: unknown = JSON.parse(body.toString());
    // Batches existed in one revision only; the first message stands for them.
    return record(Array.isArray(message) ? message[0] : message);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : undefined;
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

const optional = (name: keyof McpFacts, value: string | undefined): McpFacts => (value === undefined ? {} : { [name]: value });
