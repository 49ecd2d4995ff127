import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { REGION } from '../tools/ministack';

const ROOT = join(__dirname, '..', '..', '..');
const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** The data plane of ministack answers for the account that an access key id of 12 digits names. */
export const ACCOUNT = '000000000000';

/** The environment variables of a user of the account whose AWS is at this endpoint. */
export function accountEnvironment(endpoint: string): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
    // Nothing of the person's own account, and no question to a metadata service that is not there.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** The same for a client of the AWS SDK. */
export function clientOptions(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'test' } };
}

/** How a command has ended. */
export interface CdkEnd {
  readonly code: number | null;
  /** All that it has printed. */
  readonly output: string;
}

/** A command of the real CDK CLI. */
export interface CdkCommand {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Sees what is printed as it comes. */
  readonly onOutput?: (text: string, command: ChildProcess) => void;
}

/** Runs a command to its end, whatever its exit code. */
export async function cdk({ args, env, cwd = ROOT, onOutput }: CdkCommand): Promise<CdkEnd> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [CDK, ...args, '--no-notices', '--no-color', '--ci'], {
    cwd,
    env: { PATH, HOME, CDK_DISABLE_CLI_TELEMETRY: 'true', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      onOutput?.(text, child);
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** Runs a command that must succeed: if it does not, all that it printed is the error. */
export async function cdkSucceeds(command: CdkCommand): Promise<string> {
  const { code, output } = await cdk(command);
  if (code !== 0) throw new Error(`cdk ${command.args.join(' ')} ended with code ${code}:\n${output}`);
  return output;
}
