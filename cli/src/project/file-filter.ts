import { relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { isWithin } from './is-within';
import { WatchRoot } from './watch-roots';

/**
 * What is no source in any language: hidden files, installed packages, caches, output of the CDK and
 * of compilers, files that editors and servers write for themselves. `target/lambda` holds what
 * `cargo lambda` builds for a deployment.
 */
const NO_SOURCE = [
  '**/.*', '**/node_modules', '**/cdk.out', '**/__pycache__', '**/venv', '**/target/!(lambda)', '**/coverage',
  '**/*~', '**/*.{log,tmp,swp,pyc,tsbuildinfo}', '**/*.{db,sqlite,sqlite3}', '**/*.{db,sqlite,sqlite3}-*',
];

/** Whether a file is watched, and whether a directory is looked into. */
export interface FileFilter {
  takesFile(path: string): boolean;
  entersDirectory(path: string): boolean;
}

interface CompiledRoot {
  readonly path: string;
  readonly includes: picomatch.Matcher;
  readonly excludes: picomatch.Matcher;
}

/** Of the roots that hold a path, the innermost decides; `except` are paths that are never looked into. */
export function fileFilter(roots: readonly WatchRoot[], except: readonly string[]): FileFilter {
  const compiled = roots.map(compile).sort((a, b) => b.path.length - a.path.length);
  const rootOf = (path: string) => (except.some((other) => isWithin(path, other)) ? undefined : compiled.find((root) => isWithin(path, root.path)));
  return {
    takesFile: (path) => {
      const root = rootOf(path);
      if (!root) return false;
      const inside = slashed(relative(root.path, path));
      return inside === '' || (!excluded(root, inside) && root.includes(inside));
    },
    entersDirectory: (path) => {
      const root = rootOf(path);
      if (!root) return false;
      const inside = slashed(relative(root.path, path));
      return inside === '' || !excluded(root, inside);
    },
  };
}

function compile({ path, include, exclude }: WatchRoot): CompiledRoot {
  const options = { dot: true };
  return {
    path,
    includes: picomatch(include.length > 0 ? include.map(withContent) : ['**'], options),
    excludes: picomatch([...NO_SOURCE, ...exclude.map(withContent)], options),
  };
}

/** What lies in a directory that is left out is left out too. */
function excluded({ excludes }: CompiledRoot, inside: string): boolean {
  return inside.split('/').some((_, index, parts) => excludes(parts.slice(0, index + 1).join('/')));
}

/** The CDK takes a pattern without wildcards for a directory or a file. */
function withContent(pattern: string): string {
  const slashes = slashed(pattern).replace(/^\.\//, '');
  return /[*?[]/.test(slashes) ? slashes : `${slashes.replace(/\/+$/, '')}/**`;
}

const slashed = (path: string) => (sep === '/' ? path : path.replaceAll(sep, '/'));
