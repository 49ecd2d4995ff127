import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as library from '../../src';
import { CompiledApp, makeWorkspace, ROOT } from '../bench/workspace';

/** Files of the CDK that are small, and which an app with a warning and an API with a name of its own has. */
const FURTHER_FILES = 8;

const workspace = makeWorkspace();
afterAll(() => fs.rmSync(workspace.directory, { recursive: true, force: true }));

/** The files that Node loads for the app. */
function loadedBy({ directory, file }: CompiledApp): string[] {
  const script = `require(${JSON.stringify(path.join(directory, file))}); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const env = { ...process.env, CDK_OUTDIR: path.join(workspace.directory, `${path.basename(directory)}.out`) };
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: directory, env, encoding: 'utf8' }));
}

test('the quickstart loads one file of the library, and of the CDK hardly more than the same by hand', () => {
  const byHand = new Set(loadedBy(workspace.baseline.quickstart));
  const further = loadedBy(workspace.quickstart).filter((file) => !byHand.has(file) && !file.startsWith(workspace.directory));
  const own = further.filter((file) => !file.includes('aws-cdk-lib'));
  expect(own).toEqual([path.join(ROOT, 'lib', 'bundle.js')]);
  expect(further.length - own.length).toBeLessThanOrEqual(FURTHER_FILES);
});

test('programs that are ES modules import each name', () => {
  const names = Object.keys(library);
  const script = `import { ${names.join(', ')} } from 'cdk-mcp-lambda'; console.log(Object.keys({ ${names.join(', ')} }).join());`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' });
  expect(printed.trim()).toBe(names.join());
});
