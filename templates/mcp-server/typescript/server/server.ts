import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostHeaderValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, localhostAllowedHostnames, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

/** One server for each request: nothing is kept between two, so any instance can answer any request. */
function newServer(): McpServer {
  const server = new McpServer({ name: 'tools', version: '1.0.0' });
  server.registerTool('add', {
    description: 'Adds two numbers',
    inputSchema: z.object({ a: z.number(), b: z.number() }),
    outputSchema: z.object({ sum: z.number() }),
  }, ({ a, b }) => ({
    content: [{ type: 'text', text: String(a + b) }],
    structuredContent: { sum: a + b },
  }));
  return server;
}

// Other hosts are refused, or a web page could reach the server under a name of its own (DNS rebinding).
const publicUrl = process.env.MCP_PUBLIC_URL; // set by McpLambdaServer
const isKnownHost = hostHeaderValidation([...localhostAllowedHostnames(), ...(publicUrl ? [new URL(publicUrl).hostname] : [])]);

const mcp = toNodeHandler(createMcpHandler(newServer));

const http = createServer(async (request, response) => {
  if (!isKnownHost(request, response)) return; // answered with 403
  if (!/^\/mcp\/?(\?|$)/.test(request.url ?? '')) {
    response.writeHead(404).end();
    return;
  }
  await mcp(request, response);
});

// The adapter runs beside this process and connects to the loopback address.
http.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`);
});

process.on('SIGTERM', () => process.exit());
