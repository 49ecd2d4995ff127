import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Assembly, currentAssembly, stableAssembly } from './state';

const ROOT = path.join(__dirname, '..', '..');

jest.setTimeout(300_000);

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-compatibility-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

/** A package of which there is the API alone, with the packages that the API speaks of. */
function packageOf(name: string, assembly: Assembly): string {
  const copy = path.join(directory, name);
  fs.mkdirSync(copy);
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(copy, 'package.json'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  fs.writeFileSync(path.join(copy, '.jsii'), JSON.stringify(assembly));
  return copy;
}

/** What `jsii-diff` says, and whether it lets the change pass; experimental parts of the API count too. */
function compare(before: string, after: string): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'jsii-diff', before, after, '--error-on', 'all'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1' },
  });
  return { status, said: `${stdout}${stderr}`.trim() };
}

/** A change to a copy of the stable API that a user's code would not survive. */
const BREAKS: Record<string, [change: (types: Assembly['types']) => void, said: RegExp]> = {
  'a method that is gone': [(types) => { types['cdk-mcp-lambda.McpAuth'].methods.pop(); }, /McpAuth/],
  'a prop that is required now': [(types) => {
    delete types['cdk-mcp-lambda.McpHttpApiOptions'].properties.find(({ name }: any) => name === 'path').optional;
  }, /McpHttpApiOptions/],
  'a type that is gone': [(types) => { delete types['cdk-mcp-lambda.McpAccessLogOptions']; }, /McpAccessLogOptions/],
};

const stable = packageOf('stable', stableAssembly());

test('nothing of the API that was declared stable is broken', () => {
  expect(compare(stable, packageOf('current', currentAssembly()))).toEqual({ status: 0, said: '' });
});

test.each(Object.entries(BREAKS))('%s would be seen', (name, [change, said]) => {
  const assembly = stableAssembly();
  change(assembly.types);
  expect(compare(stable, packageOf(name.replace(/ /g, '-'), assembly))).toEqual({ status: 1, said: expect.stringMatching(said) });
});
