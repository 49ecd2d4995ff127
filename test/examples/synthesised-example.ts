import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** Hashes of what esbuild has bundled: they change with each release of a dependency. */
const HASHES = /[0-9a-f]{64}|(?<=CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g;

/** An example with a TypeScript server that was built and synthesised as its users do it. */
export interface SynthesisedExample {
  /** Its template, without hashes. */
  readonly template: object;
  /** The cloud assembly, absolute. */
  readonly assembly: string;
}

const copies: string[] = [];
afterAll(() => copies.forEach((copy) => fs.rmSync(copy, { recursive: true, force: true })));

/** Builds and synthesises a copy, since other tests build in the original; it goes when the test file ends. */
export function synthesisedExample(name: string, stack: string): SynthesisedExample {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), `mcp-lambda-${name}-`));
  copies.push(copy);
  for (const file of ['app.ts', 'server.ts', 'package.json', 'tsconfig.json']) {
    fs.copyFileSync(path.join(ROOT, 'examples', name, file), path.join(copy, file));
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: copy, stdio: 'pipe' });
  const assembly = path.join(copy, 'cdk.out');
  execFileSync('npx', ['tsx', 'app.ts'], { cwd: copy, env: { ...process.env, CDK_OUTDIR: assembly }, stdio: 'pipe' });
  const template = fs.readFileSync(path.join(assembly, `${stack}.template.json`), 'utf8');
  return { template: JSON.parse(template.replace(HASHES, 'HASH')) as object, assembly };
}
