/**
 * Packs the npm packages into `dist/js`, both (`npm run package:npm`) or those that are named. In the checkout the command
 * line refers to the library by its path; what is published names the version that it was built with, as the templates do.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { nameVersionIn } from './template-versions';

const ROOT = path.join(__dirname, '..');
const TARGET = path.join(ROOT, 'dist', 'js');
const SHIPPED = ['bin', 'bootstraps', 'lib', 'templates', 'README.md', 'LICENSE'];
const UNPUBLISHED = ['scripts', 'devDependencies', 'devEngines', '//'];

interface Manifest {
  readonly version: string;
  readonly workspaces?: readonly string[];
  readonly dependencies: Record<string, string>;
}

function manifestOf(directory: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'));
}

/** Packs a directory, and answers with the file. */
function pack(directory: string, target = TARGET): string {
  const output = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', target], { cwd: directory, encoding: 'utf8' });
  return path.join(target, output.trim());
}

/** Packs what is published of the library: its files as npm chooses them, with templates that a project can be made of. */
function packLibrary(staging: string): string {
  execFileSync('tar', ['-xzf', pack(ROOT, staging), '-C', staging]);
  const published = path.join(staging, 'package');
  const { workspaces: _, ...manifest } = manifestOf(ROOT); // those of the checkout
  writeManifest(published, manifest);
  const templates = path.join('templates', 'mcp-server');
  nameVersionIn(path.join(published, templates), manifest.version);
  for (const language of fs.readdirSync(path.join(ROOT, templates))) {
    const file = path.join(templates, language, '.gitignore');
    fs.copyFileSync(path.join(ROOT, file), path.join(published, file));
    // npm leaves a .gitignore out where nothing beside it says otherwise; this file it leaves out itself.
    fs.writeFileSync(path.join(published, templates, language, '.npmignore'), '!.gitignore\n');
  }
  return pack(published);
}

function packCli(staging: string): string {
  const source = path.join(ROOT, 'cli');
  for (const name of SHIPPED) {
    fs.cpSync(path.join(source, name), path.join(staging, name), { recursive: true });
  }
  const manifest = Object.entries(manifestOf(source)).filter(([field]) => !UNPUBLISHED.includes(field));
  const dependencies = { ...manifestOf(source).dependencies, 'cdk-mcp-lambda': `^${manifestOf(ROOT).version}` };
  writeManifest(staging, { ...Object.fromEntries(manifest), dependencies });
  return pack(staging);
}

function writeManifest(directory: string, manifest: object): void {
  fs.writeFileSync(path.join(directory, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function staged(packInto: (staging: string) => string): string {
  const staging = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-package-'));
  try {
    return packInto(staging);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

const PACKAGES: Record<string, (staging: string) => string> = { 'cdk-mcp-lambda': packLibrary, 'mcp-lambda': packCli };

function main(named: string[]): void {
  const unknown = named.filter((name) => !(name in PACKAGES));
  if (unknown.length > 0) {
    throw new Error(`there is no package ${unknown.join(', ')}: there are ${Object.keys(PACKAGES).join(', ')}`);
  }
  fs.rmSync(TARGET, { recursive: true, force: true });
  fs.mkdirSync(TARGET, { recursive: true });
  (named.length > 0 ? named : Object.keys(PACKAGES)).forEach((name) => console.log(path.relative(process.cwd(), staged(PACKAGES[name]))));
}

main(process.argv.slice(2));
