import { createServer } from 'node:http';
import { localhostHostValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';

// As the SDK's documentation begins: known are the names of this machine, and no public host.
const isKnownHost = localhostHostValidation();
const mcp = toNodeHandler(createMcpHandler(() => new McpServer({ name: 'localhost-only', version: '1.0.0' })));

createServer((request, response) => {
  if (isKnownHost(request, response)) void mcp(request, response);
}).listen(Number(process.env.PORT), '127.0.0.1');
