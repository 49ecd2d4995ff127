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
const ENV_FILE = /^\.env(\.(?!(example|sample|template)$).+)?$/;

/** Where no such file is the user's own, and where there are very many files. */
const NOT_SEARCHED = [...NOT_UPLOADED, 'node_modules', 'target'];

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

/** Patterns of what is left out of the asset and its hash: also the directory into which is synthesised. */
export function excluded(scope: IConstruct, directory: string): string[] {
  const outdir = Stage.of(scope)?.outdir;
  return [
    ...NOT_UPLOADED,
    ...envFiles(directory).map(withSlashes), // patterns that find none would change the hash of every asset all the same
    ...outdir && !leadsOutside(directory, outdir) ? [withSlashes(path.relative(directory, outdir))] : [],
  ];
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
  return fs.readdirSync(path.join(directory, below), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(below, entry.name);
    if (entry.isDirectory()) {
      return NOT_SEARCHED.includes(entry.name) ? [] : envFilesBelow(directory, file);
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
