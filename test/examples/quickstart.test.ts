import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const QUICKSTART = path.join(ROOT, 'examples', 'quickstart');

/** Hashes of what esbuild has bundled: they change with each release of a dependency. */
const HASHES = /[0-9a-f]{64}|(?<=CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g;

/** A copy, since other tests build in the original. */
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-quickstart-'));
afterAll(() => fs.rmSync(copy, { recursive: true, force: true }));

function synthesise(): object {
  for (const file of ['app.ts', 'server.ts', 'package.json', 'tsconfig.json']) {
    fs.copyFileSync(path.join(QUICKSTART, file), path.join(copy, file));
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: copy, stdio: 'pipe' });
  execFileSync('npx', ['tsx', 'app.ts'], { cwd: copy, env: { ...process.env, CDK_OUTDIR: path.join(copy, 'cdk.out') }, stdio: 'pipe' });
  const template = fs.readFileSync(path.join(copy, 'cdk.out', 'Quickstart.template.json'), 'utf8');
  return JSON.parse(template.replace(HASHES, 'HASH'));
}

test('the template of the quickstart stays as it is', () => {
  expect(synthesise()).toMatchSnapshot();
});

test('the app of the quickstart has about fifteen lines', () => {
  const lines = fs.readFileSync(path.join(QUICKSTART, 'app.ts'), 'utf8').trim().split('\n');
  expect(lines.length).toBeLessThanOrEqual(15);
});
