import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostHeaderValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, localhostAllowedHostnames, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

const DAY = 24 * 60 * 60 * 1000;

/** Lives as long as this process: on Lambda each instance has its own, and loses it when it ends. */
const instance = { pid: process.pid, startedAt: new Date().toISOString(), answered: 0 };

/** One server for each request: nothing is kept between two, so any instance can answer any request. */
function newServer(): McpServer {
  const server = new McpServer({ name: 'quickstart', version: '1.0.0' });

  server.registerTool('add', {
    description: 'Adds two numbers',
    inputSchema: z.object({ a: z.number(), b: z.number() }),
    outputSchema: z.object({ sum: z.number() }),
  }, ({ a, b }) => ({
    content: [{ type: 'text', text: String(a + b) }],
    structuredContent: { sum: a + b },
  }));

  server.registerTool('days_between', {
    description: 'Counts the days from one date to another; negative if the second is earlier',
    inputSchema: z.object({ from: z.iso.date(), to: z.iso.date() }),
    outputSchema: z.object({ days: z.number() }),
  }, ({ from, to }) => {
    const days = (Date.parse(to) - Date.parse(from)) / DAY;
    return { content: [{ type: 'text', text: `${days} days` }], structuredContent: { days } };
  });

  server.registerTool('word_count', {
    description: 'Counts the words and characters of a text',
    inputSchema: z.object({ text: z.string() }),
    outputSchema: z.object({ words: z.number(), characters: z.number() }),
  }, ({ text }) => {
    const counts = { words: text.match(/\S+/g)?.length ?? 0, characters: [...text].length };
    return {
      content: [{ type: 'text', text: `${counts.words} words, ${counts.characters} characters` }],
      structuredContent: counts,
    };
  });

  // Call it twice at once: an instance answers one request at a time, so two processes report.
  server.registerTool('wait', {
    description: 'Waits, then tells which process has waited and how many requests it had answered before',
    inputSchema: z.object({ seconds: z.number().min(0).max(20) }),
    outputSchema: z.object({ pid: z.number(), answered: z.number() }),
  }, async ({ seconds }) => {
    await sleep(seconds * 1000);
    const { pid, answered } = instance;
    return {
      content: [{ type: 'text', text: `Process ${pid} waited ${seconds} s; it had answered ${answered} requests before` }],
      structuredContent: { pid, answered },
    };
  });

  server.registerResource('instance', 'instance://current', {
    description: 'The process that answers, and the greeting that app.ts has put into its environment',
    mimeType: 'application/json',
  }, (uri) => {
    const text = JSON.stringify({ greeting: process.env.GREETING, ...instance });
    return { contents: [{ uri: uri.href, mimeType: 'application/json', text }] };
  });

  server.registerPrompt('countdown', {
    description: 'Asks how many days are left until a date',
    argsSchema: z.object({ event: z.string(), date: z.iso.date() }),
  }, ({ event, date }) => ({
    messages: [{
      role: 'user',
      content: { type: 'text', text: `How many days are left until ${event} on ${date}? Use the tool days_between.` },
    }],
  }));

  return server;
}

// A server must refuse hosts that it does not know, or a web page could reach it under a name of its
// own (DNS rebinding). The Lambda Web Adapter passes on the public Host header, and MCP_PUBLIC_URL,
// which McpLambdaServer sets, says which one that is. Without it each request would end in a 403.
const publicUrl = process.env.MCP_PUBLIC_URL;
const isKnownHost = hostHeaderValidation([
  ...localhostAllowedHostnames(),
  ...(publicUrl ? [new URL(publicUrl).hostname] : []),
]);

// One URL for revision 2026-07-28 and for those before it, without sessions.
const mcp = toNodeHandler(createMcpHandler(newServer));

const http = createServer(async (request, response) => {
  if (!isKnownHost(request, response)) return; // answered with 403
  if (!/^\/mcp\/?(\?|$)/.test(request.url ?? '')) {
    response.writeHead(404).end(); // also to the adapter's readiness check: any answer will do
    return;
  }
  await mcp(request, response);
  instance.answered += 1;
});

// The adapter runs beside this process and connects to the loopback address.
http.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`);
});

process.on('SIGTERM', () => process.exit());
