import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileProblem, UserError } from '../errors';

/** A file that is to be there. */
export interface PlannedFile {
  /** Relative to the project's root, with slashes. */
  readonly path: string;
  readonly content: string;
  /** Whether what is there was written by an earlier `init` and not changed since. */
  readonly ours: (present: string) => boolean;
}

/** What became of a file. */
export interface WrittenFile {
  readonly path: string;
  /** `kept` is a file that was changed, and differs from what would be written. */
  readonly outcome: 'written' | 'unchanged' | 'rewritten' | 'kept' | 'overwritten';
}

/**
 * Writes the files below a directory, but for those that the user has changed, unless it is forced. All
 * of them are complete before the first gets its name: what fails leaves the project as it was.
 */
export function writeFiles(root: string, files: readonly PlannedFile[], force: boolean): WrittenFile[] {
  const made: string[] = [];
  const staged: [temporary: string, final: string][] = [];
  try {
    files.forEach(({ path }) => refuseLinks(root, path));
    const outcomes = files.map((file): WrittenFile => ({ path: file.path, outcome: outcomeOf(join(root, file.path), file, force) }));
    files.filter((_, index) => !['unchanged', 'kept'].includes(outcomes[index].outcome)).forEach(({ path, content }) => {
      const final = join(root, path);
      const first = mkdirSync(dirname(final), { recursive: true });
      if (first !== undefined) made.push(first);
      const temporary = `${final}.${process.pid}.tmp`;
      staged.push([temporary, final]);
      writeFileSync(temporary, content, { flag: 'wx' });
    });
    staged.forEach(([temporary, final]) => renameSync(temporary, final));
    return outcomes;
  } catch (error) {
    [...staged.map(([temporary]) => temporary), ...made.reverse()].forEach(remove);
    throw error instanceof UserError ? error : problem(root, error as NodeJS.ErrnoException);
  }
}

/** A directory that is a link leads elsewhere, and nothing of another place is looked at or written. A file that is one is replaced. */
function refuseLinks(root: string, path: string): void {
  const parts = path.split('/').slice(0, -1);
  const directories = parts.map((_, index) => join(root, ...parts.slice(0, index + 1)));
  const link = directories.find((directory) => lstatSync(directory, { throwIfNoEntry: false })?.isSymbolicLink());
  if (link === undefined) return;
  throw new UserError(`Nothing was written: ${link} is a link, and files are written into the project alone. Put a directory in its place.`);
}

/** What cannot be removed could not be written either: the error that is told is the first one. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // as it was
  }
}

function outcomeOf(path: string, { content, ours }: PlannedFile, force: boolean): WrittenFile['outcome'] {
  if (!existsSync(path)) return 'written';
  const present = readFileSync(path, 'utf8');
  if (present === content) return 'unchanged';
  if (ours(present.replaceAll('\r\n', '\n'))) return 'rewritten';
  return force ? 'overwritten' : 'kept';
}

function problem(root: string, { code = '', path, message }: NodeJS.ErrnoException): UserError {
  return new UserError(`Nothing was written to ${path ?? root}: ${fileProblem(code) ?? message}. The project is as it was.`);
}
