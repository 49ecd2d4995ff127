import { join } from 'node:path';
import { spawnDev } from './dev-process';
import { Program } from './running-program';
import { ReadyEvent } from '../../src/terminal/events';
import { fixture } from '../served-server';

const COMMAND = `node ${join(fixture('mcp-server'), 'server.js')}`;

/** Serves one stack of the assembly in the directory, with the server of the fixtures behind it. */
export function devOfStack(directory: string, stack: string, ...args: string[]): Program {
  return new Program(spawnDev(directory, ['dev', '--cdk-out', 'cdk.out', '--stack', stack, '--port', '0', '--json', '--command', COMMAND, ...args]));
}

/** The same, once it is ready. */
export async function readyStack(
  directory: string, stack: string, ...args: string[]
): Promise<{ readonly program: Program; readonly ready: ReadyEvent }> {
  const program = devOfStack(directory, stack, ...args);
  return { program, ready: await program.ready() };
}

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
});

/** Status and challenge of a call with that token. */
export async function call(url: string, token?: string): Promise<readonly [status: number, challenge: string | null]> {
  const headers = { 'content-type': 'application/json', 'accept': 'application/json, text/event-stream', ...token === undefined ? {} : { authorization: `Bearer ${token}` } };
  const response = await fetch(url, { method: 'POST', headers, body: INITIALIZE });
  await response.text();
  return [response.status, response.headers.get('www-authenticate')];
}
