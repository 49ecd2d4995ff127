import { spawnSync } from 'node:child_process';

/** Installs packages of the system. Returns why that failed. */
export function aptInstall(...packages: string[]): string | undefined {
  return failureOf('update') ?? failureOf('install', '--yes', '--no-install-recommends', ...packages);
}

function failureOf(...args: string[]): string | undefined {
  const { status, stderr, error } = spawnSync('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  return status === 0 ? undefined : `apt-get ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`;
}
