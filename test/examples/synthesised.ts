import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const EXAMPLES = path.join(ROOT, 'examples');

/** The head of a 64-bit ELF file for arm64, as far as synthesis looks at it. */
export const ARM64_PROGRAM = Buffer.alloc(64);
ARM64_PROGRAM.write('\x7fELF\x02', 'latin1');
ARM64_PROGRAM.writeUInt16LE(0xb7, 18);

/** What stands in for the files that an example builds or downloads; a new example has its line here. */
const STAND_INS: Record<string, Record<string, string | Buffer>> = {
  'consumers/typescript': {
    'server/bootstrap': '#!/bin/sh\n',
    'server/server.js': '',
    'server/server.py': '',
    'build/adapter/extensions/lambda-adapter': ARM64_PROGRAM,
    'crate/Cargo.toml': '',
    'image/Dockerfile': 'FROM scratch AS server\n',
    'deploy.toml': fs.readFileSync(path.join(EXAMPLES, 'consumers', 'deploy.toml'), 'utf8'),
  },
  'python': { 'build/server.py': '' },
  'quickstart': { 'build/server.cjs': '' },
  'regulated': {
    'build/server.cjs': '', 'vendor/lambda-adapter/extensions/lambda-adapter': ARM64_PROGRAM, 'vendor/lambda-adapter/bootstrap': '#!/bin/sh\n',
  },
  'rust-pmcp': { 'build/bootstrap': '#!/bin/sh\n' },
  'streaming': { 'build/server.cjs': '' },
};

/** Every CDK app under `examples/`. */
export const EXAMPLE_APPS: string[] = fs.readdirSync(EXAMPLES).filter((name) => fs.existsSync(path.join(EXAMPLES, name, 'cdk.json')));

/** The app of an example as it is now. */
export const exampleApp = (name: string): string => fs.readFileSync(path.join(EXAMPLES, name, 'app.ts'), 'utf8');

/**
 * Runs the example's app, or what it once was, without its build, and answers with the paths of its templates; they lie below
 * `directory`.
 */
export function synthesiseExample(name: string, directory: string, app = exampleApp(name)): string[] {
  const copy = fs.mkdtempSync(path.join(directory, `${path.basename(name)}-`));
  fs.writeFileSync(path.join(copy, 'app.ts'), app);
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  for (const [file, content] of Object.entries(STAND_INS[name])) {
    fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    fs.writeFileSync(path.join(copy, file), content, { mode: 0o755 });
  }
  const { ARCHITECTURE: _, ...environment } = process.env;
  const outdir = path.join(copy, 'cdk.out');
  execFileSync(process.execPath, ['--import', 'tsx', 'app.ts'], { cwd: copy, env: { ...environment, CDK_OUTDIR: outdir }, stdio: 'pipe' });
  return fs.readdirSync(outdir).filter((file) => file.endsWith('.template.json')).map((file) => path.join(outdir, file));
}

/** A directory for what examples make, which goes when the test file ends. */
export function exampleDirectory(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-examples-'));
  afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));
  return directory;
}
