import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

const server = spawn(process.execPath, ['--import', 'tsx', 'server/server.ts'], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
let url = '';

before(async () => {
  const [line] = await once(createInterface({ input: server.stdout }), 'line') as [string];
  url = line.replace('Listening on ', '');
});

after(() => server.kill());

test('the tool adds', async () => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept': 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'add', arguments: { a: 20, b: 22 } } }),
  });
  assert.equal(response.status, 200);
  assert.match(await response.text(), /"structuredContent":\{"sum":42\}/);
});
