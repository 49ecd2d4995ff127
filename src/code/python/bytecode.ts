import { run } from '../building/command';
import { works } from '../building/tools';

/** Where Lambda has the code: compiled files name their sources for stack traces. */
const TASK_ROOT = '/var/task';

/**
 * Compiles all sources, which Lambda would otherwise do in each cold start, as it cannot keep the
 * result. Only the version of Python that will run them can. By content alone and without a check: the
 * zip file has times of its own. What does not compile is left as it is: packages have tests for errors.
 */
export function compile(directory: string, version: string): void {
  const python = interpreter(version);
  if (python !== undefined) {
    run([python, ...compileOptions(directory)], directory);
  }
}

export function compileOptions(directory: string): string[] {
  // Without what is compiled among the modules of the compiler.
  return ['-I', '-m', 'compileall', '-q', '--invalidation-mode', 'unchecked-hash', '-s', directory, '-p', TASK_ROOT, directory];
}

/** The Python of this version on this machine. */
export function interpreter(version: string): string | undefined {
  const isIt = `import sys; sys.exit("%d.%d" % sys.version_info[:2] != "${version}")`;
  return [`python${version}`, 'python3'].find((name) => works([name, '-I', '-c', isIt]));
}
