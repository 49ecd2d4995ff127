import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { accountEnvironment } from './account';

const ROOT = join(__dirname, '..', '..', '..');
const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** How often it looks whether the endpoint is still there. */
const LOOK_MS = 500;

/** Without messages that are not about the deploy. */
const QUIET = {
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
};

/** How a command has ended. */
export interface CdkEnd {
  readonly code: number | null;
  /** All that it has printed. */
  readonly output: string;
}

/** A command of the real CDK CLI. */
export interface CdkCommand {
  readonly args: readonly string[];
  /** What stands for AWS. */
  readonly endpoint: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Sees what is printed as it comes. */
  readonly onOutput?: (text: string, command: ChildProcess) => void;
}

/** Runs a command to its end, whatever its exit code; rejects as soon as the endpoint is gone. */
export async function cdk({ args, endpoint, env, cwd = ROOT, onOutput }: CdkCommand): Promise<CdkEnd> {
  await mustAnswer(endpoint);
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [CDK, ...args, '--no-notices', '--no-color', '--ci'], {
    cwd,
    env: { PATH, HOME, ...QUIET, ...accountEnvironment(endpoint), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      onOutput?.(text, child);
    });
  }
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [code] = await Promise.race([closed, untilGone(endpoint, child)]);
  return { code, output };
}

/** Runs a command that must succeed: if it does not, all that it printed is the error. */
export async function cdkSucceeds(command: CdkCommand): Promise<string> {
  const { code, output } = await cdk(command);
  if (code !== 0) throw new Error(`cdk ${command.args.join(' ')} ended with code ${code}:\n${output}`);
  return output;
}

/** The CLI itself would try again for minutes: it cannot know that this AWS does not come back. */
async function untilGone(endpoint: string, child: ChildProcess): Promise<never> {
  try {
    while (child.exitCode === null && child.signalCode === null) {
      await mustAnswer(endpoint);
      await delay(LOOK_MS);
    }
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return new Promise(() => {}); // The command has ended by itself.
}

async function mustAnswer(endpoint: string): Promise<void> {
  await fetch(`${endpoint}/_ministack/health`).catch((error: Error & { cause?: { code?: string } }) => {
    throw new Error(`nothing answers at ${endpoint}, which stands for AWS (${error.cause?.code ?? error.message}): ministack is not running there`);
  });
}
