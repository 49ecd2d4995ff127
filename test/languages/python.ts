import * as fs from 'node:fs';
import * as path from 'node:path';
import { Language } from './language';
import { CDK_VERSION, CONSUMERS, Place, ROOT, run } from './run';
import { pythonVenvSync } from '../deploy/tools/python-venv';

const WHEELS = path.join(ROOT, 'dist', 'python');

/** Python, with a wheel. The CDK is installed once on a machine; the wheel is beside it, so that it is never an old one. */
export const python: Language = {
  name: 'python',

  install: () => {
    const installed = pythonVenvSync([`aws-cdk-lib==${CDK_VERSION}`]);
    return 'error' in installed ? installed : { programs: [path.dirname(installed.python)] };
  },

  synthesise: (outdir, programs) => {
    const { env } = placeOfWheel(`${outdir}-packages`, programs);
    run('python', ['-m', 'pip', '--disable-pip-version-check', 'check'], { programs, env }); // what the wheel asks for is there
    run('python', [path.join('python', 'app.py')], { cwd: CONSUMERS, programs, env: { ...env, CDK_OUTDIR: outdir } });
  },
};

/** Installs the packed wheel into a directory of its own, where it is not there yet, and says how Python finds it. */
export function placeOfWheel(packages: string, programs: readonly string[]): Place & Required<Pick<Place, 'env'>> {
  if (!fs.existsSync(packages)) {
    const [wheel] = fs.readdirSync(WHEELS).filter((file) => file.endsWith('.whl'));
    run('python', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--target', packages, path.join(WHEELS, wheel)], { programs });
  }
  return { programs, env: { PYTHONPATH: packages } };
}
