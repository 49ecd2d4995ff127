/**
 * Packs both npm packages: `npm run package:npm`. In the checkout the command line refers to the library by its path and has
 * no version of its own; what is published has the library's, and asks for it, as the templates do.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { nameVersionIn } from './template-versions';

const ROOT = path.join(__dirname, '..');
const SHIPPED = ['bin', 'bootstraps', 'lib', 'templates', 'README.md', 'LICENSE'];
const UNPUBLISHED = ['scripts', 'devDependencies', 'devEngines', '//'];

/** Where each is packed. A release makes the packages of other languages from the one archive that it finds in `dist/js`. */
const TARGETS = { 'cdk-mcp-lambda': path.join(ROOT, 'dist', 'js'), 'mcp-lambda': path.join(ROOT, 'dist', 'cli') };

interface Manifest {
  readonly version: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

function manifestOf(directory: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'));
}

function writeManifest(directory: string, manifest: Manifest): void {
  fs.writeFileSync(path.join(directory, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** The manifest with this version of the library for the one of the checkout. */
function askingFor(libraryVersion: string, { dependencies, ...others }: Manifest): Manifest {
  return { ...others, dependencies: { ...dependencies, 'cdk-mcp-lambda': `^${libraryVersion}` } };
}

/** The archive that `npm run package:npm` makes of a package. */
export function tarballOf(name: keyof typeof TARGETS): string {
  return path.join(TARGETS[name], `${name}-${manifestOf(ROOT).version}.tgz`);
}

/** Packs a directory as npm does, and answers with the archive. */
function pack(directory: string, target: string): string {
  const output = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', target], { cwd: directory, encoding: 'utf8' });
  return path.join(target, output.trim());
}

/** Packs into an emptied directory what is put together in one of its own. */
function packStaged(target: string, stage: (staging: string) => string): void {
  const staging = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-package-'));
  try {
    fs.rmSync(target, { recursive: true, force: true });
    fs.mkdirSync(target, { recursive: true });
    console.log(path.relative(process.cwd(), pack(stage(staging), target)));
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** Packs the library: its files as npm chooses them, with templates that name its version. */
export function packLibrary(target: string): void {
  packStaged(target, (staging) => {
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
    return published;
  });
}

/** Packs the command line, with the version of the library that it is published with. */
export function packCli(libraryVersion: string, target: string): void {
  packStaged(target, (staging) => {
    const source = path.join(ROOT, 'cli');
    for (const name of SHIPPED) {
      fs.cpSync(path.join(source, name), path.join(staging, name), { recursive: true });
    }
    const published = Object.fromEntries(Object.entries(manifestOf(source)).filter(([field]) => !UNPUBLISHED.includes(field))) as unknown as Manifest;
    writeManifest(staging, askingFor(libraryVersion, { ...published, version: libraryVersion }));
    const app = path.join(staging, 'templates', 'cdk'); // what `deploy init` writes
    writeManifest(app, askingFor(libraryVersion, manifestOf(app)));
    return staging;
  });
}

if (require.main === module) {
  packLibrary(TARGETS['cdk-mcp-lambda']);
  packCli(manifestOf(ROOT).version, TARGETS['mcp-lambda']);
}
