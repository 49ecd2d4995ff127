import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** Of what is uploaded, and of the construct's own start script. */
const HASHES = /[0-9a-f]{64}|(?<=CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g;

/** The examples, each with a stand-in for the server that needs Rust or Python to be built. */
const EXAMPLES = [
  { name: 'rust-pmcp', stack: 'RustPmcp', standIn: 'bootstrap' },
  { name: 'python', stack: 'Python', standIn: 'server.py' },
];

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;
}

let copy: string;

beforeEach(() => {
  copy = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-example-'));
});
afterEach(() => fs.rmSync(copy, { recursive: true, force: true }));

/** Only what an example decides: the rest of the template is in the snapshot of the quickstart. */
function functionOf({ name, stack, standIn }: typeof EXAMPLES[number], environment: NodeJS.ProcessEnv = {}): Record<string, unknown> {
  fs.copyFileSync(path.join(ROOT, 'examples', name, 'app.ts'), path.join(copy, 'app.ts'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  fs.mkdirSync(path.join(copy, 'build'));
  fs.writeFileSync(path.join(copy, 'build', standIn), '#!/bin/sh\n', { mode: 0o755 });
  const { ARCHITECTURE: _, ...env } = process.env;
  execFileSync(process.execPath, ['--import', 'tsx', 'app.ts'], {
    cwd: copy,
    env: { ...env, ...environment, CDK_OUTDIR: path.join(copy, 'cdk.out') },
    stdio: 'pipe',
  });
  const text = fs.readFileSync(path.join(copy, 'cdk.out', `${stack}.template.json`), 'utf8').replace(HASHES, 'HASH');
  const { Resources: resources } = JSON.parse(text) as Template;
  return Object.values(resources).find(({ Type: type }) => type === 'AWS::Lambda::Function')!.Properties;
}

describe.each(EXAMPLES)('the example $name', (example) => {
  test('runs a function that stays as it is', () => {
    expect(functionOf(example)).toMatchSnapshot();
  });

  test('takes this machine\'s architecture from the environment', () => {
    expect(functionOf(example, { ARCHITECTURE: 'x86_64' })).toMatchObject({ Architectures: ['x86_64'] });
  });

  test('has an app of about fifteen lines', () => {
    const lines = fs.readFileSync(path.join(ROOT, 'examples', example.name, 'app.ts'), 'utf8').trim().split('\n');
    expect(lines.length).toBeLessThanOrEqual(16);
  });
});
