import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

/*
 * An MCP server that does what a file on this machine says at each request, so that a deployed one can be
 * made to fail and to recover without another deploy: `good`, `busy` for one request, `silent` or `crashing`.
 */
declare const MODE_FILE: string;

createServer(async (request, response) => {
  const { id } = JSON.parse((await request.setEncoding('utf8').toArray()).join('') || '{}') as { id?: unknown };
  switch (readFileSync(MODE_FILE, 'utf8')) {
    case 'busy':
      writeFileSync(MODE_FILE, 'good');
      return response.writeHead(503).end('warming up');
    case 'silent':
      return undefined;
    case 'crashing':
      console.error('DATABASE_URL is not set');
      return process.exit(3);
    default:
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({
        jsonrpc: '2.0', id, result: { protocolVersion: '2025-11-25', capabilities: {}, serverInfo: { name: 'switched', version: '1.0.0' } },
      }));
  }
}).listen(Number(process.env.PORT), '127.0.0.1');
