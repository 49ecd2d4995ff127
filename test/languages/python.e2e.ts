import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const QUICKSTART = path.join(ROOT, 'examples', 'quickstart');
const PYTHON_APP = path.join(ROOT, 'examples', 'consumers', 'python', 'app.py');
const CDK_VERSION: string = JSON.parse(fs.readFileSync(require.resolve('aws-cdk-lib/package.json'), 'utf8')).version;

jest.setTimeout(600_000);

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-python-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

function run(command: string, args: string[], options: { cwd?: string; env?: Record<string, string> } = {}): void {
  execFileSync(command, args, { cwd: options.cwd ?? ROOT, env: { ...process.env, ...options.env }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const python = path.join(directory, 'venv', 'bin', 'python');

/** The error of an installation that this machine refuses; nothing where all is in place. */
function installPython(): string | undefined {
  try {
    run('python3', ['-m', 'venv', path.join(directory, 'venv')]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `aws-cdk-lib==${CDK_VERSION}`, 'jsii', 'build', 'setuptools', 'wheel']);
    return undefined;
  } catch (error) {
    return String((error as { stderr?: string }).stderr ?? error).trim();
  }
}

const missing = installPython();
if (missing) {
  console.error(`Python could not be set up:\n${missing}`);
}

/** The template that an app of the quickstart writes, without what names the versions that wrote it. */
function templateOf(name: string, command: string, args: string[]): Record<string, any> {
  const outdir = path.join(directory, name);
  run(command, args, { cwd: QUICKSTART, env: { CDK_OUTDIR: outdir } });
  const template = JSON.parse(fs.readFileSync(path.join(outdir, 'Quickstart.template.json'), 'utf8'));
  const versioned = Object.keys(template.Resources).filter((id) => template.Resources[id].Type === 'AWS::CDK::Metadata');
  versioned.forEach((id) => delete template.Resources[id]);
  return template;
}

(missing ? test.skip : test)('a wheel of the library synthesises the template that TypeScript does, asset hashes included', () => {
  run('npx', ['jsii-pacmak', '--target', 'python', '--outdir', directory, '--no-parallel']);
  const [wheel] = fs.readdirSync(path.join(directory, 'python')).filter((file) => file.endsWith('.whl'));
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', path.join(directory, 'python', wheel), `aws-cdk-lib==${CDK_VERSION}`]);
  run('npm', ['run', '--silent', 'build', '-w', 'quickstart']);

  const fromPython = templateOf('python-out', python, [PYTHON_APP]);
  const fromTypeScript = templateOf('typescript-out', 'npx', ['tsx', 'app.ts']);

  expect(fromPython.Resources).toHaveProperty('ServerFunctionB9E3FD9F');
  expect(fromPython).toEqual(fromTypeScript);
});
