import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port';
import { startLoopbackProxy } from './loopback-proxy';
import { type InstalledPython, pythonVenvSync } from './python-venv';

/** Pinned: it stands for AWS, and what it answers must not change under the tests. */
const VERSION = '1.5.33';

/** Pinned as well: with it, as an option, ministack signs the tokens of its user pools, and checks them. */
const CRYPTOGRAPHY_VERSION = '50.0.2';

/** The region of all tests. */
export const REGION = 'us-east-1';

const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 10_000;
const LOOK_MS = 50;
const OUTPUT_LINES = 15;

/**
 * Ends the whole process group when the standard input of the shell closes, and so when the tests
 * are gone, however they ended: ministack would go on otherwise, with all functions that it runs.
 */
const ENDS_WITH_THE_TESTS = 'exec 3<&0; { cat <&3; kill -9 -$$; } >/dev/null 2>&1 & exec 3<&-; exec "$@" </dev/null';

/** A running ministack. */
export interface Ministack {
  /** What stands for AWS: the value of `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  readonly port: number;
  /** Its temporary files, with the code of the functions that run. */
  readonly directory: string;
  /** The end of what it has printed. */
  output(): string;
  /** Ends it and every process of it, and returns when none is left. */
  stop(): Promise<void>;
}

/** Its interpreter, or why it could not be installed; for a test's file, which may skip then. */
export function installMinistack(): InstalledPython {
  return pythonVenvSync([`ministack==${VERSION}`, `cryptography==${CRYPTOGRAPHY_VERSION}`]);
}

/** How a ministack may differ from the others. */
export interface MinistackOptions {
  /**
   * Whether it checks signatures and permissions of IAM, as AWS does. Access keys that are the number of
   * an account, as the tests' own is, may do everything.
   *
   * @default false
   */
  readonly checksPermissions?: boolean;
}

/** A ministack without any resources, on a port of its own. */
export async function startMinistack(python: string, { checksPermissions = false }: MinistackOptions = {}): Promise<Ministack> {
  const port = await freePort();
  const proxy = await startLoopbackProxy();
  const directory = await mkdtemp(join(tmpdir(), 'cdk-mcp-lambda-ministack-'));
  const child = spawn('sh', ['-c', ENDS_WITH_THE_TESTS, 'sh', python, '-m', 'ministack'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    // Nothing else of the environment: functions inherit it from ministack, and would not on AWS.
    env: {
      PATH: process.env.PATH,
      TMPDIR: directory,
      STATE_DIR: directory, // for the keys of its user pools
      IOT_MTLS_ENABLED: '0', // it would listen on one port for all
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_REGION: REGION,
      // So it answers `{apiId}.execute-api.{region}.amazonaws.com`, as AWS does: servers that check the host are tried with the real one.
      MINISTACK_HOST: `${REGION}.amazonaws.com`,
      // It looks for the keys of its user pools under that host.
      http_proxy: proxy.url,
      no_proxy: '127.0.0.1,localhost',
      ...checksPermissions && { AUTH: 'true' },
    },
  });
  const output: string[] = [];
  [child.stdout, child.stderr].forEach((stream) => stream.setEncoding('utf8').on('data', (text: string) => {
    output.push(...text.trimEnd().split('\n'));
    output.splice(0, output.length - OUTPUT_LINES);
  }));
  const ministack: Ministack = {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    directory,
    output: () => output.join('\n'),
    stop: async () => {
      await endGroup(child);
      await proxy.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
  try {
    await untilHealthy(ministack, child);
  } catch (error) {
    await ministack.stop();
    throw error;
  }
  return ministack;
}

async function untilHealthy({ endpoint, output }: Ministack, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!await isHealthy(endpoint)) {
    if (child.exitCode !== null) throw new Error(`ministack ended at once with code ${child.exitCode}:\n${output()}`);
    if (Date.now() > deadline) throw new Error(`ministack did not answer at ${endpoint} within ${STARTS_WITHIN_MS / 1000} s:\n${output()}`);
    await delay(LOOK_MS);
  }
}

async function isHealthy(endpoint: string): Promise<boolean> {
  return fetch(`${endpoint}/_ministack/health`).then(({ ok }) => ok, () => false);
}

/** Functions are in the same group, and end their servers before they end themselves. */
async function endGroup(child: ChildProcess): Promise<void> {
  const deadline = Date.now() + ENDS_WITHIN_MS;
  signalGroup(child, 'SIGTERM');
  while (signalGroup(child, 0)) {
    if (Date.now() > deadline) {
      signalGroup(child, 'SIGKILL');
    }
    await delay(LOOK_MS);
  }
}

/** False where no process is left in the group. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, signal);
  } catch {
    return false;
  }
}
