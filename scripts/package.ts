/**
 * Packs both npm packages into `dist/js`: `npm run package:npm`. In the checkout the command line
 * refers to the library by its path; what is published names the version that it was built with.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const TARGET = path.join(ROOT, 'dist', 'js');
const SHIPPED = ['bin', 'bootstraps', 'lib', 'templates', 'README.md', 'LICENSE'];
const UNPUBLISHED = ['scripts', 'devDependencies', 'devEngines', '//'];

interface Manifest {
  readonly version: string;
  readonly dependencies: Record<string, string>;
}

function manifestOf(directory: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'));
}

function pack(directory: string): void {
  const output = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', TARGET], { cwd: directory, encoding: 'utf8' });
  console.log(path.relative(process.cwd(), path.join(TARGET, output.trim())));
}

function packCli(libraryVersion: string): void {
  const staging = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-package-'));
  try {
    const source = path.join(ROOT, 'cli');
    for (const name of SHIPPED) {
      fs.cpSync(path.join(source, name), path.join(staging, name), { recursive: true });
    }
    const manifest = Object.entries(manifestOf(source)).filter(([field]) => !UNPUBLISHED.includes(field));
    const dependencies = { ...manifestOf(source).dependencies, 'cdk-mcp-lambda': `^${libraryVersion}` };
    const published = { ...Object.fromEntries(manifest), dependencies };
    fs.writeFileSync(path.join(staging, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
    pack(staging);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

fs.rmSync(TARGET, { recursive: true, force: true });
fs.mkdirSync(TARGET, { recursive: true });
pack(ROOT);
packCli(manifestOf(ROOT).version);
