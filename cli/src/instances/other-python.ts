import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The versions of Python of a runtime and of this machine, where they differ: packages with native code load in theirs alone. */
export interface OtherPython {
  readonly wanted: string;
  readonly here: string;
}

/** What `python3` is on this machine, if that is another than the runtime's. */
export async function otherPython(runtime: string): Promise<OtherPython | undefined> {
  const [, wanted] = /^python(\d+\.\d+)$/.exec(runtime) ?? [];
  if (wanted === undefined) return undefined;
  const asked = promisify(execFile)('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  const here = await asked.then(({ stdout }) => stdout.trim(), () => wanted);
  return here === wanted ? undefined : { wanted, here };
}
