import * as fs from 'node:fs';
import * as path from 'node:path';
import { Stage, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CodeFacts, EntryFacts } from './bound-code';

/**
 * What may lie in a project's own directory and would change the asset with each synthesis or commit, what
 * deploys it, with packages of its own, and the secrets for `mcp-lambda dev`.
 */
const NOT_UPLOADED = ['cdk.out', '.git', '.pmcp', '.mcp-lambda'];

/** Holds secrets of this machine, unless it is the example that others copy. */
const ENV_FILE = /^\.env(\.(?!(example|sample|template)$).+)?$/s;

/** Where no such file is the user's own, and where there are very many files. */
const NOT_SEARCHED = [...NOT_UPLOADED, 'node_modules'];

/** It is of that kind where Cargo makes it; elsewhere it is a directory as any other. */
const CARGO = { output: 'target', manifest: 'Cargo.toml' };

/**
 * Characters that mean something in a pattern, or could. How they are escaped differs between CDK's patterns for files, those
 * for images, tar and Windows.
 */
const MEANS_SOMETHING = /\s|[^\w./\-\u0080-\uffff]/g;

/** What `describeDirectory` tells. */
export type DirectoryFacts = Pick<CodeFacts, 'directory' | 'directoryState' | 'linksOutside' | 'envFiles' | 'executableBits'>;

/** Of code that is in no directory of this machine. */
export const NO_DIRECTORY: DirectoryFacts = { directory: '', directoryState: 'none', linksOutside: [], envFiles: [], executableBits: true };

export function describeDirectory(directory: string): DirectoryFacts {
  const facts = describeSources(directory);
  return { ...facts, linksOutside: facts.directoryState === 'present' ? linksOutside(directory) : [], envFiles: envFiles(directory) };
}

/** The same for a directory that is not uploaded, but built from. */
export function describeSources(directory: string): DirectoryFacts {
  const stat = statOf(directory);
  const directoryState = stat === undefined ? 'missing' : stat.isDirectory() ? 'present' : 'not a directory';
  return { directory, directoryState, linksOutside: [], envFiles: [], executableBits: process.platform !== 'win32' };
}

/** Whether `entry` is a file of the directory; it may not lead out of it. */
export function entryState(directory: string, entry: string): EntryFacts['state'] {
  if (Token.isUnresolved(entry)) {
    return 'a token';
  }
  if (!entry) {
    return 'missing';
  }
  const file = path.resolve(directory, entry);
  if (path.isAbsolute(entry) || leadsOutside(directory, file)) {
    return 'outside';
  }
  const stat = statOf(file);
  return stat === undefined ? 'missing' : stat.isFile() ? 'present' : 'not a file';
}

/** Names, and paths with slashes, of what is left out of the asset and its hash: also the directory into which is synthesised. */
export function excluded(scope: IConstruct, directory: string): string[] {
  const outdir = Stage.of(scope)?.outdir;
  return [
    ...NOT_UPLOADED,
    ...envFiles(directory).map(withSlashes), // what finds none would change the hash of every asset all the same
    ...outdir && !leadsOutside(directory, outdir) ? [withSlashes(path.relative(directory, outdir))] : [],
  ];
}

/**
 * The same as patterns, of CDK or of tar: any one character may stand where one means something, which they all write alike.
 * That what is called nearly the same is left out, too, matters less than that a secret is not.
 */
export function patternsOf(exclude: string[]): string[] {
  return exclude.map((file) => file.replace(MEANS_SOMETHING, '?'));
}

/** As patterns have it on every system. */
function withSlashes(file: string): string {
  return file.split(path.sep).join('/');
}

/** The files that are left out because they hold secrets; none where there is no directory. */
export function envFiles(directory: string): string[] {
  return statOf(directory)?.isDirectory() ? envFilesBelow(directory, '') : [];
}

function envFilesBelow(directory: string, below: string): string[] {
  const entries = fs.readdirSync(path.join(directory, below), { withFileTypes: true });
  const notSearched = entries.some(({ name }) => name === CARGO.manifest) ? [...NOT_SEARCHED, CARGO.output] : NOT_SEARCHED;
  return entries.flatMap((entry) => {
    const file = path.join(below, entry.name);
    if (entry.isDirectory()) {
      return notSearched.includes(entry.name) ? [] : envFilesBelow(directory, file);
    }
    return ENV_FILE.test(entry.name) ? [file] : [];
  });
}

/** Whether a file below a directory is left out: by its name at any depth, or by its whole path. */
export function isExcluded(file: string, exclude: string[]): boolean {
  return exclude.includes(path.basename(file)) || exclude.includes(withSlashes(file));
}

/** The directory as it would be uploaded, without what is called as the excluded ones, at any depth. */
export function copyDirectory(directory: string, target: string, exclude: string[]): void {
  copy(path.resolve(directory), path.resolve(target), '', exclude);
}

/** Goes down by itself: `fs.cpSync` refuses a target inside of the source. */
function copy(root: string, target: string, below: string, exclude: string[]): void {
  for (const entry of fs.readdirSync(path.join(root, below), { withFileTypes: true })) {
    const inside = path.join(below, entry.name);
    const [from, to] = [path.join(root, inside), path.join(target, inside)];
    if (isExcluded(inside, exclude)) {
      continue;
    }
    if (entry.isDirectory()) {
      fs.mkdirSync(to, { recursive: true });
      copy(root, target, inside, exclude);
    } else {
      fs.cpSync(from, to, { verbatimSymlinks: true });
    }
  }
}

function linksOutside(directory: string): string[] {
  return fs.readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((link) => leadsOutside(directory, path.resolve(path.dirname(link), fs.readlinkSync(link))) || path.isAbsolute(fs.readlinkSync(link)))
    .map((link) => path.relative(directory, link));
}

function leadsOutside(directory: string, file: string): boolean {
  const inside = path.relative(path.resolve(directory), path.resolve(file));
  return inside.split(path.sep)[0] === '..' || path.isAbsolute(inside);
}

/** `throwIfNoEntry: false` would still throw where a file stands in place of a directory. */
function statOf(file: string): fs.Stats | undefined {
  return fs.existsSync(file) ? fs.statSync(file) : undefined;
}
