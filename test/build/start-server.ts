import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { freePort } from '../deploy/tools/free-port';

/** On a machine that has other work; sources that are not compiled take longer. */
const STARTS_WITHIN_MS = 120_000;
const LOOK_MS = 100;

const RUNTIMES: Record<string, lambda.Runtime> = {
  '3.10': lambda.Runtime.PYTHON_3_10,
  '3.11': lambda.Runtime.PYTHON_3_11,
  '3.12': lambda.Runtime.PYTHON_3_12,
  '3.13': lambda.Runtime.PYTHON_3_13,
  '3.14': lambda.Runtime.PYTHON_3_14,
};

/** A server that was started as Lambda does it. */
export interface StartedServer {
  /** A POST of the message, or a GET without one. */
  request(message?: object): Promise<Response>;
  stop(): Promise<void>;
}

/** Starts what is made for this machine's version of Python. */
export async function startServer(assetFor: (runtime: lambda.Runtime) => string): Promise<StartedServer> {
  const version = execFileSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' }).trim();
  const asset = assetFor(RUNTIMES[version]);
  const port = await freePort();
  const child = spawn(join(asset, 'mcp-lambda-start.sh'), {
    cwd: asset,
    stdio: 'inherit',
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      LAMBDA_TASK_ROOT: asset,
      MCP_PUBLIC_URL: `http://localhost:${port}/mcp`,
      FASTMCP_STREAMABLE_HTTP_PATH: '/mcp',
    },
  });
  const exited = once(child, 'exit');
  const server: StartedServer = {
    request: async (message) => fetch(`http://127.0.0.1:${port}/mcp`, {
      method: message ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', 'accept': 'application/json, text/event-stream' },
      body: message && JSON.stringify(message),
    }),
    stop: async () => {
      child.kill();
      await exited;
    },
  };
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!await server.request().then(() => true, () => false)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await server.stop();
      throw new Error('the server did not listen');
    }
    await delay(LOOK_MS);
  }
  return server;
}
