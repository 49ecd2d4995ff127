// An MCP server that needs no packages, so that a snapshot holds this file alone: it introduces itself, and has one tool.
const { createServer } = require('node:http');

const RESULTS = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'cdk-mcp-lambda-integ', version: '1.0.0' },
  }),
  'tools/list': () => ({ tools: [{ name: 'hello', description: 'Says hello', inputSchema: { type: 'object' } }] }),
  'tools/call': () => ({ content: [{ type: 'text', text: 'Hello' }] }),
};

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (request.method !== 'POST') {
    response.writeHead(405).end();
    return;
  }
  const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString());
  if (id === undefined) {
    response.writeHead(202).end();
    return;
  }
  const answer = method in RESULTS ? { result: RESULTS[method](params) } : { error: { code: -32601, message: 'Method not found' } };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
}).listen(Number(process.env.PORT), '127.0.0.1');
