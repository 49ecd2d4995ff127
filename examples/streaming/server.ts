import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostHeaderValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, localhostAllowedHostnames, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

/** One server for each request: nothing is kept between two, so any instance can answer any request. */
function newServer(): McpServer {
  const server = new McpServer({ name: 'streaming', version: '1.0.0' });

  server.registerTool('count', {
    description: 'Counts to a number and reports each step',
    inputSchema: z.object({ to: z.number().int().min(1).max(300), seconds: z.number().min(0).max(60).default(1) }),
    outputSchema: z.object({ counted: z.number() }),
  }, async ({ to, seconds }, { mcpReq: { _meta, notify, signal } }) => {
    let counted = 0;
    // Who goes away needs no answer: the rest of the work is spared.
    while (counted < to && !signal.aborted) {
      await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
      counted += signal.aborted ? 0 : 1;
      // A client that wants to see the progress sends a token for it; the others get the result alone.
      if (_meta?.progressToken !== undefined && !signal.aborted) {
        await notify({
          method: 'notifications/progress',
          params: { progressToken: _meta.progressToken, progress: counted, total: to, message: `counted to ${counted}` },
        });
      }
    }
    return { content: [{ type: 'text', text: `counted to ${counted}` }], structuredContent: { counted } };
  });

  return server;
}

// The public host, which the adapter passes on, is that of MCP_PUBLIC_URL: servers refuse those that they do not know.
const publicUrl = process.env.MCP_PUBLIC_URL;
const isKnownHost = hostHeaderValidation([
  ...localhostAllowedHostnames(),
  ...(publicUrl ? [new URL(publicUrl).hostname] : []),
]);

// Server-sent events as soon as a tool reports something, and plain JSON where it does not.
const mcp = toNodeHandler(createMcpHandler(newServer));

const http = createServer(async (request, response) => {
  if (!isKnownHost(request, response)) return; // answered with 403
  if (!/^\/mcp\/?(\?|$)/.test(request.url ?? '')) {
    response.writeHead(404).end(); // also to the adapter's readiness check: any answer will do
    return;
  }
  await mcp(request, response);
});

// The adapter runs beside this process and connects to the loopback address.
http.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`);
});

process.on('SIGTERM', () => process.exit());
