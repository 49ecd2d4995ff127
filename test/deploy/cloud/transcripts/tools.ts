import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_PACKAGES } from './projects';

const ROOT = join(__dirname, '..', '..', '..', '..');
const PACKED = join(ROOT, 'dist', 'js');

/** What `deploy init` writes into the manifest of a project's CDK app. */
const OF_THE_APP = JSON.parse(readFileSync(join(ROOT, 'cli', 'templates', 'cdk', 'package.json'), 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

/** Which Lambda runs Python servers with, unless they say another. */
const PYTHON = '3.13';

const tarball = (name: string) => `file:${join(PACKED, `${name}-0.0.0.tgz`)}`;

/**
 * Installs the packages as they are published into a directory, for all projects below it: what each
 * would install for itself. Returns the command line's program.
 */
export function installPacked(directory: string): string {
  const dependencies = {
    ...SERVER_PACKAGES,
    ...OF_THE_APP.dependencies,
    ...OF_THE_APP.devDependencies,
    'cdk-mcp-lambda': tarball('cdk-mcp-lambda'),
    'mcp-lambda': tarball('mcp-lambda'),
  };
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: directory, stdio: 'pipe' });
  return join(directory, 'node_modules', 'mcp-lambda', 'bin', 'mcp-lambda');
}

/** A directory with Lambda's version of Python as `python3`, made below this one; nothing where this machine has none. */
export function lambdaPython(below: string): string | undefined {
  const { status, stdout } = spawnSync(`python${PYTHON}`, ['-c', 'import sys; print(sys.executable)'], {
    encoding: 'utf8', env: { ...process.env, PYENV_VERSION: PYTHON },
  });
  if (status !== 0) return undefined;
  const directory = join(below, 'python');
  mkdirSync(directory);
  ['python3', `python${PYTHON}`].forEach((name) => symlinkSync(stdout.trim(), join(directory, name)));
  return directory;
}
