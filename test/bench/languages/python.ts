import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bytesBelow, LanguagePackage } from './language-package';
import { python as language } from '../../languages/python';
import { run } from '../../languages/run';
import { ROOT } from '../workspace';

/** What the quickstart by hand imports, in the words of Python. */
const BY_HAND = ['aws_apigatewayv2', 'aws_apigatewayv2_integrations', 'aws_iam', 'aws_lambda', 'aws_logs'].map((name) => `aws_cdk.${name}`);

/** A wheel; `pip` writes the bytecode of its modules beside them. */
export const python: LanguagePackage = {
  name: 'Python',
  language,
  install: (directory, programs) => {
    const wheels = join(ROOT, 'dist', 'python');
    const [wheel] = readdirSync(wheels).filter((file) => file.endsWith('.whl'));
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--no-compile', '--target', directory, join(wheels, wheel)];
    run('python', pip, { programs });
    const bytes = bytesBelow(directory);
    run('python', ['-m', 'compileall', '-q', directory], { programs });
    const load = (...modules: string[]) => run('python', [join(__dirname, 'load.py'), 'aws_cdk', ...modules], { programs, env: { PYTHONPATH: directory } });
    return {
      bytes,
      counted: `the installed wheel; with the bytecode that pip adds ${(bytesBelow(directory) / 1e6).toFixed(2)} MB`,
      loads: [
        { name: 'import of the Python package', isGoal: true, run: () => load() },
        { name: 'import of the Python package, beside the modules of the same stack by hand', isGoal: false, run: () => load(...BY_HAND) },
      ],
    };
  },
};
