/**
 * Packs the library for other languages into `dist/`: all of them, or those that are named
 * (`tsx scripts/package-languages.ts python go`). One after the other, as each takes every processor.
 *
 * Every example in the README and in the API's documentation is compiled and translated before, and
 * one that does not compile ends it: the packages show examples in the words of their own language.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { withReadmeOfRegistries } from './readme-links';

const ROOT = path.join(__dirname, '..');
const DIST = path.join(ROOT, 'dist');
const TABLET = path.join(ROOT, '.jsii.tabl.json');

/** What Maven has downloaded; jsii would download it anew each time. */
export const MAVEN_REPOSITORY = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'cdk-mcp-lambda', 'maven-repository');

/** The options of each language beside those of all. */
const TARGETS: Record<string, () => string[]> = {
  python: () => [],
  java: () => ['--maven-local-repository', MAVEN_REPOSITORY],
  // A Go module is its sources. jsii would build it with the oldest CDK, which not every module proxy has.
  go: () => ['--code-only'],
  dotnet: () => (hasDotnet() ? [] : ['--code-only']),
};

function hasDotnet(): boolean {
  const found = spawnSync('dotnet', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!found) {
    console.log('There is no .NET SDK here: the NuGet package is left as its sources.');
  }
  return found;
}

function run(command: string, ...args: string[]): void {
  execFileSync('npx', ['--no-install', command, ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
}

function pack(language: string): void {
  fs.rmSync(path.join(DIST, language), { recursive: true, force: true });
  run('jsii-pacmak', '--target', language, '--outdir', DIST, '--no-parallel', '--rosetta-tablet', TABLET, '--rosetta-unknown-snippets', 'fail', ...TARGETS[language]());
  console.log(path.relative(process.cwd(), path.join(DIST, language)));
}

function main(named: string[]): void {
  const unknown = named.filter((language) => !(language in TARGETS));
  if (unknown.length > 0) {
    throw new Error(`no packages are made for ${unknown.join(', ')}: there are ${Object.keys(TARGETS).join(', ')}`);
  }
  fs.rmSync(TABLET, { force: true });
  run('jsii-rosetta', 'extract', ROOT, '--strict', '--directory', ROOT);
  withReadmeOfRegistries(() => (named.length > 0 ? named : Object.keys(TARGETS)).forEach(pack));
}

if (require.main === module) {
  main(process.argv.slice(2));
}
