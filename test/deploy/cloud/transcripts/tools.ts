import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_PACKAGES } from './projects';
import { tarballOf } from '../../../../scripts/package';

const ROOT = join(__dirname, '..', '..', '..', '..');

/** What `deploy init` writes into the manifest of a project's CDK app. */
const OF_THE_APP = JSON.parse(readFileSync(join(ROOT, 'cli', 'templates', 'cdk', 'package.json'), 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

/** Which Lambda runs Python servers with, unless they say another. */
const PYTHON = '3.13';

/**
 * Installs the packages as they are published into a directory, for all projects below it: what each
 * would install for itself. Returns the command line's program.
 */
export function installPacked(directory: string): string {
  const dependencies = {
    ...SERVER_PACKAGES,
    ...OF_THE_APP.dependencies,
    ...OF_THE_APP.devDependencies,
    'cdk-mcp-lambda': `file:${tarballOf('cdk-mcp-lambda')}`,
    'mcp-lambda': `file:${tarballOf('mcp-lambda')}`,
  };
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: directory, stdio: 'pipe' });
  return join(directory, 'node_modules', 'mcp-lambda', 'bin', 'mcp-lambda');
}

/** The interpreter of Lambda's version of Python, with which alone its packages load; nothing where this machine has none. */
export function lambdaPython(): string | undefined {
  const script = 'import sys; print(sys.executable if "%d.%d" % sys.version_info[:2] == sys.argv[1] else "")';
  const found = [`python${PYTHON}`, 'python3'].map((name) => (
    spawnSync(name, ['-c', script, PYTHON], { encoding: 'utf8', env: { ...process.env, PYENV_VERSION: PYTHON } }).stdout?.trim()));
  return found.find(Boolean);
}

/** A directory with that interpreter as `python3`, made below this one. */
export function linkPython(interpreter: string, below: string): string {
  const directory = join(below, 'python');
  mkdirSync(directory);
  ['python3', `python${PYTHON}`].forEach((name) => symlinkSync(interpreter, join(directory, name)));
  return directory;
}
