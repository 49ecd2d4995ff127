import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Waits until nobody holds its standard input any more, so that the disk ends with the tests. */
const MOUNTED = 'mount -t tmpfs -o "size=$1" tmpfs "$0" && echo mounted && exec cat';

/** A program whose command runs where the disk is mounted, in the directory of it. */
const INSIDE = 'cd "$0" && exec "$@"';

/** A namespace of mounts: root may make one, and elsewhere anybody who gets a namespace of users. */
const NAMESPACE = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount'];

/** Why no disk can be mounted here, for a test's file, which may skip then; undefined where that is possible. */
export function diskProblem(): string | undefined {
  const { status, error, stderr } = spawnSync('unshare', [...NAMESPACE, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { encoding: 'utf8' });
  return status === 0 ? undefined : `unshare and mount: ${error?.message ?? stderr.trim()}`;
}

/** A file system of a few megabytes in memory, seen by the commands alone that its starter runs. */
export class SmallDisk {
  static async mount(directory: string, size: string): Promise<SmallDisk> {
    const holder = spawn('unshare', [...NAMESPACE, 'sh', '-c', MOUNTED, directory, size], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    return new SmallDisk(directory, holder);
  }

  private constructor(readonly directory: string, private readonly holder: ChildProcess) {}

  /** What a command begins with that runs in the directory. */
  startedIn(directory: string): string[] {
    const user = NAMESPACE.includes('--user') ? ['--user', '--preserve-credentials'] : [];
    return ['nsenter', '--target', String(this.holder.pid), ...user, '--mount', 'sh', '-c', INSIDE, directory];
  }

  /** The same directory as the tests see it. */
  seen(...path: string[]): string {
    return join(`/proc/${this.holder.pid}/root`, this.directory, ...path);
  }

  /** Leaves no space at all. Returns what makes it free again. */
  fill(): () => void {
    const file = this.seen('rest');
    const { bavail, bsize } = statfsSync(this.seen());
    writeFileSync(file, Buffer.alloc(Number(bavail) * Number(bsize)));
    return () => rmSync(file);
  }

  async unmount(): Promise<void> {
    this.holder.stdin!.end();
    if (this.holder.exitCode === null) await once(this.holder, 'close');
  }
}
