// An MCP server with one of everything that the checks ask for, in both eras of the protocol.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostHeaderValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { acceptedContent, createMcpHandler, inputRequired, localhostAllowedHostnames, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { addConformanceParts } from './conformance-parts';

const NAME = z.object({ name: z.string() });

function newServer(): McpServer {
  const server = new McpServer({ name: 'acceptance', version: '1.0.0' });

  server.registerTool('length', {
    description: 'Counts the characters of a text',
    inputSchema: z.object({ text: z.string() }),
    outputSchema: z.object({ length: z.number() }),
  }, ({ text }) => ({ content: [], structuredContent: { length: text.length } }));

  server.registerTool('count', {
    description: 'Counts to a number, and reports each step',
    inputSchema: z.object({ to: z.number(), seconds: z.number() }),
  }, async ({ to, seconds }, { mcpReq: { _meta, notify, signal } }) => {
    for (let counted = 1; counted <= to && !signal.aborted; counted++) {
      if (_meta?.progressToken !== undefined) {
        await notify({ method: 'notifications/progress', params: { progressToken: _meta.progressToken, progress: counted, total: to } });
      }
      await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
    }
    return { content: [{ type: 'text', text: `counted to ${to}` }] };
  });

  server.registerTool('greet', {
    description: 'Greets whoever the client says that it is',
    inputSchema: z.object({}),
  }, (_, { mcpReq: { inputResponses } }) => {
    const answer = acceptedContent(inputResponses, 'who', NAME);
    return answer
      ? { content: [{ type: 'text', text: `Hello, ${answer.name}` }] }
      : inputRequired({ inputRequests: { who: inputRequired.elicit({ message: 'Who are you?', requestedSchema: NAME }) } });
  });

  server.registerResource('note', 'note://one', { mimeType: 'text/plain' }, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'text/plain', text: 'Grüße, 世界' }],
  }));
  server.registerPrompt('review', { description: 'Asks for a review', argsSchema: z.object({ what: z.string() }) }, ({ what }) => ({
    messages: [{ role: 'user', content: { type: 'text', text: `Review ${what}` } }],
  }));
  addConformanceParts(server);
  return server;
}

const publicUrl = process.env.MCP_PUBLIC_URL;
// Nobody can tell a function the URL that depends on it: behind a function URL any host may be its own.
const isKnownHost = publicUrl === undefined && process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined
  ? () => true
  : hostHeaderValidation([...localhostAllowedHostnames(), ...publicUrl ? [new URL(publicUrl).hostname] : []]);
const mcp = toNodeHandler(createMcpHandler(newServer));

const http = createServer(async (request, response) => {
  if (!isKnownHost(request, response)) return;
  if (!/^\/mcp\/?(\?|$)/.test(request.url ?? '')) {
    response.writeHead(404).end();
    return;
  }
  await mcp(request, response);
});

http.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`);
});

process.on('SIGTERM', () => process.exit());
