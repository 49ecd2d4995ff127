// A server of the old transport, HTTP with SSE. An instance of Lambda has one request at a time: what is posted comes to another
// instance than the one that has the stream, and is handed over through a directory that all of them reach.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { McpServer } from '@modelcontextprotocol/server';
import { SSEServerTransport } from '@modelcontextprotocol/server-legacy/sse';
import * as z from 'zod';

/** Without it sessions are known to the instance alone that has made them, as in the SDK's own examples. */
const mailboxes = process.env.MAILBOXES;
const streams = new Map();
let posted = 0;

function newServer() {
  const server = new McpServer({ name: 'old', version: '1.0.0' });
  server.registerTool('length', { description: 'Counts the characters of a text', inputSchema: z.object({ text: z.string() }) }, (input) => (
    { content: [{ type: 'text', text: `${input.text.length} by ${process.pid}` }] }));
  return server;
}

async function stream(response) {
  const transport = new SSEServerTransport(`${new URL(process.env.MCP_PUBLIC_URL).pathname}/messages`, response);
  const { sessionId } = transport;
  streams.set(sessionId, transport);
  if (mailboxes !== undefined) emptyFrom(join(mailboxes, sessionId), transport, response);
  response.on('close', () => streams.delete(sessionId));
  await newServer().connect(transport);
}

function emptyFrom(mailbox, transport, response) {
  mkdirSync(mailbox);
  const looking = setInterval(() => {
    for (const name of readdirSync(mailbox).filter((one) => one.endsWith('.json')).sort()) {
      const message = JSON.parse(readFileSync(join(mailbox, name), 'utf8'));
      rmSync(join(mailbox, name));
      void transport.handleMessage(message);
    }
  }, 20);
  response.on('close', () => {
    clearInterval(looking);
    rmSync(mailbox, { recursive: true });
  });
}

async function post(request, response, sessionId) {
  if (!/^[0-9a-f-]{36}$/.test(sessionId ?? '')) return response.writeHead(400).end();
  if (mailboxes === undefined) {
    const transport = streams.get(sessionId);
    return transport === undefined ? response.writeHead(404).end('no such session') : transport.handlePostMessage(request, response);
  }
  const name = join(mailboxes, sessionId, `${Date.now()}-${process.pid}-${posted += 1}`);
  writeFileSync(name, await text(request));
  renameSync(name, `${name}.json`); // whole, when it is found
  return response.writeHead(202).end('Accepted');
}

const http = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (request.method === 'GET' && pathname === '/mcp/sse') return stream(response);
  if (request.method === 'POST' && pathname === '/mcp/messages') return post(request, response, searchParams.get('sessionId'));
  return response.writeHead(404).end();
});

http.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit());
