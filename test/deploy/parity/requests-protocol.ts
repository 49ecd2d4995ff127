import { ParityRequest } from './request';

const CLIENT = { name: 'parity', version: '1.0.0' };
const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': CLIENT,
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** A message to a real MCP server. */
function message(name: string, body: object, headers: ParityRequest['headers'] = [], path = '/mcp'): ParityRequest {
  return {
    name,
    server: 'Mcp',
    method: 'POST',
    path,
    route: path === '/mcp' ? 'POST /mcp' : 'POST /mcp/{proxy+}',
    headers: [['Content-Type', 'application/json'], ['Accept', 'application/json, text/event-stream'], ...headers],
    body: JSON.stringify({ jsonrpc: '2.0', ...body }),
  };
}

const INITIALIZE = { id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: CLIENT } };

const modern = (method: string, ...name: string[]) => [
  ['MCP-Protocol-Version', '2026-07-28'], ['Mcp-Method', method], ...name.map((each) => ['Mcp-Name', each] as const),
] as const;

/** What MCP clients of both eras send to a server with the official SDK. */
export const PROTOCOL: readonly ParityRequest[] = [
  message('initialize of 2025-11-25', INITIALIZE),
  message('initialize of 2025-11-25 with a slash at the end', INITIALIZE, [], '/mcp/'),
  message('tools/list of 2025-11-25', { id: 2, method: 'tools/list' }, [['MCP-Protocol-Version', '2025-11-25']]),
  message('a notification of 2025-11-25', { method: 'notifications/initialized' }, [['MCP-Protocol-Version', '2025-11-25']]),
  message('server/discover of 2026-07-28', { id: 3, method: 'server/discover', params: { _meta: META } }, modern('server/discover')),
  message('tools/list of 2026-07-28', { id: 4, method: 'tools/list', params: { _meta: META } }, modern('tools/list')),
  message('tools/call of 2026-07-28', {
    id: 5, method: 'tools/call', params: { name: 'add', arguments: { a: 2, b: 3 }, _meta: META },
  }, modern('tools/call', 'add')),
  message('a header of 2026-07-28 that is not the body\'s', {
    id: 6, method: 'tools/call', params: { name: 'add', arguments: { a: 2, b: 3 }, _meta: META },
  }, modern('tools/call', 'wait')),
  message('a method of 2026-07-28 that nobody knows', { id: 7, method: 'no/such', params: { _meta: META } }, modern('no/such')),
  message('an unknown revision', { id: 8, method: 'tools/list' }, [['MCP-Protocol-Version', '1999-01-01']]),
  { ...message('no JSON', {}), body: '{"jsonrpc":' },
  { name: 'GET for a stream', server: 'Mcp', method: 'GET', path: '/mcp', route: 'GET /mcp', headers: [['Accept', 'text/event-stream']] },
  { name: 'DELETE of a session', server: 'Mcp', method: 'DELETE', path: '/mcp', route: 'DELETE /mcp' },
];
