import { execFile, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { cached } from './cache';

const run = promisify(execFile);

/** Lines of pip's output that say what was wrong. */
const ERROR_LINES = 15;

/** Packages of PyPI, pinned, so that every run has the same: such as `ministack==1.5.33`. */
export type PythonPackages = readonly string[];

/** The interpreter of a virtual environment, or why there is none. */
export type InstalledPython = { readonly python: string } | { readonly error: string };

/**
 * The interpreter of a virtual environment with these packages: made once on a machine, which takes
 * seconds, and then found. Call packages by `-m`: their scripts name the place where they were made.
 */
export async function pythonVenv(packages: PythonPackages): Promise<string> {
  return cached({
    // An environment holds packages for the one version of Python that made it.
    key: `python${await pythonVersion()}-${packages.join('-')}`,
    file: 'bin/python',
    make: async (directory) => {
      await python('python3', '-m', 'venv', directory);
      await python(join(directory, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages);
    },
  });
}

/** The same while a module loads, where nothing can be awaited: so a test can be skipped, and say why. */
export function pythonVenvSync(packages: PythonPackages): InstalledPython {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['--import', 'tsx', __filename, JSON.stringify(packages)], {
    cwd: resolve(__dirname, '../../..'),
    encoding: 'utf8',
  });
  return status === 0 ? { python: stdout.trim() } : { error: error?.message ?? stderr.trim() };
}

async function pythonVersion(): Promise<string> {
  return python('python3', '-c', 'import sys; print("%d.%d" % sys.version_info[:2])');
}

async function python(command: string, ...args: string[]): Promise<string> {
  try {
    return (await run(command, args)).stdout.trim();
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`${[command, ...args].join(' ')} failed:\n${(stderr || message).trim().split('\n').slice(-ERROR_LINES).join('\n')}`);
  }
}

if (require.main === module) {
  pythonVenv(JSON.parse(process.argv[2]) as PythonPackages).then((path) => console.log(path), (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
