/**
 * Packs both npm packages: `npm run package:npm`. In the checkout the command line refers to the library by
 * its path and has no version of its own; what is published has the library's, and asks for it.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const SHIPPED = ['bin', 'bootstraps', 'lib', 'templates', 'README.md', 'LICENSE'];
const UNPUBLISHED = ['scripts', 'devDependencies', 'devEngines', '//'];

/** Where each is packed. A release makes the packages of other languages from the one archive that it finds in `dist/js`. */
const TARGETS = { 'cdk-mcp-lambda': path.join(ROOT, 'dist', 'js'), 'mcp-lambda': path.join(ROOT, 'dist', 'cli') };

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

function manifestOf(directory: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'));
}

/** Writes the manifest anew, with this version of the library for the one of the checkout. */
function writeManifest(directory: string, { dependencies, ...others }: Manifest, libraryVersion: string): void {
  const manifest = { ...others, dependencies: { ...dependencies, 'cdk-mcp-lambda': `^${libraryVersion}` } };
  fs.writeFileSync(path.join(directory, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** The archive that `npm run package:npm` makes of a package. */
export function tarballOf(name: keyof typeof TARGETS): string {
  return path.join(TARGETS[name], `${name}-${manifestOf(ROOT).version}.tgz`);
}

function pack(directory: string, target: string): void {
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target, { recursive: true });
  const output = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', target], { cwd: directory, encoding: 'utf8' });
  console.log(path.relative(process.cwd(), path.join(target, output.trim())));
}

/** Packs the command line into an empty directory, with the version of the library that it is published with. */
export function packCli(libraryVersion: string, target: string): void {
  const staging = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-package-'));
  try {
    const source = path.join(ROOT, 'cli');
    for (const name of SHIPPED) {
      fs.cpSync(path.join(source, name), path.join(staging, name), { recursive: true });
    }
    const published = Object.fromEntries(Object.entries(manifestOf(source)).filter(([field]) => !UNPUBLISHED.includes(field))) as unknown as Manifest;
    writeManifest(staging, { ...published, version: libraryVersion }, libraryVersion);
    const app = path.join(staging, 'templates', 'cdk'); // what `deploy init` writes
    writeManifest(app, manifestOf(app), libraryVersion);
    pack(staging, target);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

if (require.main === module) {
  pack(ROOT, TARGETS['cdk-mcp-lambda']);
  packCli(manifestOf(ROOT).version, TARGETS['mcp-lambda']);
}
