import { watch } from 'chokidar';
import { contentOf } from './content';
import { FileFilter, fileFilter } from './file-filter';
import { WatchRoot } from './watch-roots';

/** How long it must be quiet: editors and compilers write several files, and each in several steps. */
const QUIET_MS = 100;

/** What is watched and who is told. */
export interface WatchTask {
  readonly roots: readonly WatchRoot[];
  /** Paths that are never looked into. */
  readonly except: readonly string[];
  /** Files that were changed after this time count as changed when they are first seen; ms since 1970. */
  readonly since: number;
  /** Gets the absolute paths of changed files, at least one. */
  readonly onChange: (files: readonly string[]) => void;
  /** Files cannot be watched, or not all of them. */
  readonly onProblem: (error: Error) => void;
}

/** Reports files whose content has changed, until it is closed. */
export function watchFiles({ roots, except, since, onChange, onProblem }: WatchTask): { close(): Promise<void> } {
  const filter = fileFilter(roots, except);
  const changes = new Changes(onChange);
  const watcher = watch(roots.map(({ path }) => path), { ignored: ignores(filter) });
  let walked = false;
  watcher.on('ready', () => { walked = true; });
  watcher.on('all', (event, path, stats) => {
    if (event === 'addDir' || event === 'unlinkDir' || !filter.takesFile(path)) return;
    if (walked || (stats?.mtimeMs ?? 0) > since) changes.add(path);
  });
  watcher.on('error', (error) => onProblem(error as Error));
  return {
    close: async () => {
      changes.close();
      await watcher.close();
    },
  };
}

/** What to do about files that cannot be watched. */
export function watchProblem({ code, message }: NodeJS.ErrnoException): string {
  const remedy = code === 'ENOSPC' || code === 'EMFILE'
    ? ' This system watches no more files: leave directories out by "exclude" of "watch" in cdk.json, raise its limit (fs.inotify.max_user_watches on Linux), or turn watching off by --no-watch.'
    : '';
  return `Not everything can be watched (${message}), so a change may not be seen.${remedy}`;
}

/** Asked before and after it is known what a path is. */
function ignores(filter: FileFilter): (path: string, stats?: { isFile(): boolean }) => boolean {
  return (path, stats) => !(stats?.isFile() ? filter.takesFile(path) : filter.entersDirectory(path));
}

/** Collects changes until it is quiet. */
class Changes {
  private readonly contents = new Map<string, string>();
  private readonly files = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly onChange: WatchTask['onChange']) {}

  add(path: string): void {
    this.files.add(path);
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => void this.flush(), QUIET_MS);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private async flush(): Promise<void> {
    const files = [...this.files];
    this.files.clear();
    const contents = await Promise.all(files.map(contentOf));
    const changed = files.filter((file, index) => {
      const before = this.contents.get(file);
      this.contents.set(file, contents[index]);
      return before !== contents[index];
    });
    if (changed.length > 0 && !this.closed) this.onChange(changed);
  }
}
