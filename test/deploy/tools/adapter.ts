import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import { cached, cachedPath } from './cache';

/** The newest version of the crate; layers are newer (30 is 1.1.0), but only AWS has those. */
export const ADAPTER_VERSION = '1.0.0-rc1';

const ADAPTER = { key: `lambda-web-adapter-${ADAPTER_VERSION}`, file: 'bin/lambda-adapter' };

/** Lines of cargo's output that say what was wrong. */
const ERROR_LINES = 15;

/** The adapter's program, or why there is none. */
export type Installed = { readonly binary: string } | { readonly error: string };

let building: Promise<string> | undefined;

/**
 * The absolute path of the real Lambda Web Adapter. The first call on a machine builds it from its
 * crate, which takes about 4 minutes on two cores; all others find it. Rejects where it cannot be built.
 */
export async function adapterBinary(): Promise<string> {
  return building ??= cached({ ...ADAPTER, make: build });
}

/** The same while a module loads, where nothing can be awaited: so a test can be skipped, and say why. */
export function adapterBinarySync(): Installed {
  const binary = cachedPath(ADAPTER);
  if (existsSync(binary)) return { binary };
  const { status, stderr, error } = spawnSync(process.execPath, ['--import', 'tsx', __filename], {
    cwd: resolve(__dirname, '../../..'),
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return status === 0 ? { binary } : { error: error?.message ?? stderr.trim() };
}

/** `--locked`: with what its authors have tried, so that a new release of a dependency changes no result. */
async function build(root: string): Promise<void> {
  const child = spawn('cargo', ['install', 'lambda_web_adapter', '--version', ADAPTER_VERSION, '--locked', '--root', root], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (child.pid !== undefined) {
    // The compiler inherits it; what else runs on the machine goes first.
    setPriority(child.pid, 10);
  }
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((done, reject) => {
    child.once('error', (error) => reject(new Error(`cargo, which builds the Lambda Web Adapter, did not start: ${error.message}`)));
    child.once('close', done);
  });
  if (code !== 0) {
    throw new Error(`cargo did not build the Lambda Web Adapter:\n${output.trim().split('\n').slice(-ERROR_LINES).join('\n')}`);
  }
}

if (require.main === module) {
  adapterBinary().then((binary) => console.log(binary), (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
