import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesBelow, LanguagePackage } from './language-package';
import { go as language } from '../../languages/go';
import { CONSUMERS, run } from '../../languages/run';
import { ROOT } from '../workspace';

const MODULE = 'github.com/cdk-mcp-lambda/cdk-mcp-lambda-go/cdkmcplambda';
const PACKED = join(ROOT, 'dist', 'go', 'cdkmcplambda');

/** A module, which is its sources. */
export const go: LanguagePackage = {
  name: 'Go',
  language,
  install: (directory, programs) => {
    ['go.mod', 'go.sum'].forEach((file) => copyFileSync(join(CONSUMERS, 'go', file), join(directory, file)));
    copyFileSync(join(__dirname, 'load.go'), join(directory, 'main.go'));
    const place = { cwd: directory, programs, env: { GOTOOLCHAIN: 'local' } };
    run('go', ['mod', 'edit', '-replace', `${MODULE}=${PACKED}`], place);
    run('go', ['build', '-o', 'load', '.'], place);
    return {
      bytes: bytesBelow(PACKED),
      counted: 'the module',
      loads: [{ name: 'load of the Go package', isGoal: true, run: () => run(join(directory, 'load'), []) }],
    };
  },
};
