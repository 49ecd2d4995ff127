import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { STACK } from './app';
import { sendOverHttp } from './http-client';
import { ServerName, SERVERS } from './request';
import { Target } from './target';
import type { DevEvent } from '../../../cli/src/terminal/events';

const MAIN = join(__dirname, '../../../cli/src/main.ts');
const TSX = require.resolve('tsx/cjs');

interface RunningDev {
  readonly child: ChildProcess;
  readonly url: URL;
}

/** The requests' web pages: what the API's own CORS configuration does with them is compared, which `dev` would not come to. */
const ALLOW_ORIGINS = ['https://app.example.com', 'https://evil.example.com', 'https://anywhere.example.org'].flatMap((origin) => ['--allow-origin', origin]);

/** `mcp-lambda dev`, a process for each server of the assembly. */
export async function startDev(assembly: string): Promise<Target> {
  const running = new Map<ServerName, RunningDev>();
  const stop = async () => void await Promise.all([...running.values()].map(end));
  try {
    await Promise.all(SERVERS.map(async (name) => running.set(name, await start(name, assembly))));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    stop,
    send: async (request) => {
      const { port, host } = running.get(request.server)!.url;
      return { response: await sendOverHttp(request, { port: Number(port), host }), host, sourceIp: '127.0.0.1' };
    },
  };
}

async function start(server: ServerName, assembly: string): Promise<RunningDev> {
  const args = ['dev', '--cdk-out', assembly, '--stack', STACK, '--server', server, '--port', '0', '--json', ...ALLOW_ORIGINS];
  const child = spawn(process.execPath, ['-r', TSX, MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  return new Promise((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      said += `${line}\n`;
      const event = JSON.parse(line) as DevEvent;
      if (event.event === 'ready') resolve({ child, url: new URL(event.url) });
    });
    child.once('close', () => reject(new Error(`dev ended before ${server} was ready:\n${said}`)));
  });
}

async function end({ child }: RunningDev): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'close');
}
