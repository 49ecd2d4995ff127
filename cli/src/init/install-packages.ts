import { spawn } from 'node:child_process';
import { UserError } from '../errors';

/** Of what npm says about a failure. */
const LAST_LINES = 15;

/** Installs the packages of the CDK app. None of those that `init` names needs its install scripts, and nobody has looked at those of others. */
export async function installPackages(directory: string): Promise<void> {
  const windows = process.platform === 'win32';
  const npm = spawn(windows ? 'npm.cmd' : 'npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: directory, stdio: ['ignore', 'ignore', 'pipe'], shell: windows,
  });
  let said = '';
  npm.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const failure = await new Promise<string | undefined>((resolve) => {
    npm.once('error', ({ code, message }: NodeJS.ErrnoException) => resolve(code === 'ENOENT' ? 'npm was not found: it comes with Node.js, from https://nodejs.org' : message));
    npm.once('close', (code, signal) => resolve(code === 0 ? undefined : `npm install ended with ${signal ?? `exit code ${code}`}`));
  });
  if (failure !== undefined) {
    throw new UserError([
      `The packages of the CDK app in ${directory} were not installed: ${failure}`,
      ...said.trim().split('\n').filter((line) => line !== '').slice(-LAST_LINES).map((line) => `  | ${line}`),
      'All files are written. Run npm install in that directory, or use --no-cdk, with which a project needs no packages.',
    ].join('\n'));
  }
}
