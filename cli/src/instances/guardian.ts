import { ChildProcess, spawn } from 'node:child_process';
import { isScratch } from './scratch';

/**
 * Reads `add <group>` and `drop <group>`, and ends what is left once its standard input is closed,
 * which the kernel does for it when `dev` is gone, however it went. Then it removes the directory
 * that is its argument.
 */
const SCRIPT = `
groups=' '
while read -r verb group; do
  case $verb in
    add) groups="$groups$group " ;;
    drop) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s TERM -- "-$group"; done 2>/dev/null
for pause in 0.1 0.2 0.3 0.4; do
  left=
  for group in $groups; do kill -s 0 -- "-$group" && left=1; done 2>/dev/null
  [ "$left" ] || break
  sleep $pause
done
[ "$left" ] && for group in $groups; do kill -s KILL -- "-$group"; done 2>/dev/null
[ "$1" ] && rm -rf -- "$1"
`;

/** Ends process groups and removes a directory when this process can no longer do it itself, as after SIGKILL. */
export interface Guardian {
  /** Resolves when the group would be ended even if this process died now. */
  add(group: number): Promise<void>;
  /** The group has ended, its number may be given to others. */
  drop(group: number): void;
  close(): Promise<void>;
}

/**
 * Starts the guardian: a shell of its own session, so that no signal from a terminal reaches it.
 * The directory is removed in the end.
 */
export function startGuardian(scratch?: string): Guardian {
  if (scratch !== undefined && !isScratch(scratch)) {
    throw new Error(`${scratch} is not a directory that may be removed.`);
  }
  // Untried: there is no /bin/sh on Windows, and nothing here cleans up if `dev` is killed hard.
  if (process.platform === 'win32') {
    return { add: async () => {}, drop: () => {}, close: async () => {} };
  }
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', scratch ?? ''], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('error', () => {});
  child.stdin.on('error', () => {});
  // Idle, it must not keep this process alive; its end does not depend on this process.
  child.unref();
  return {
    add: async (group) => send(child, `add ${group}`),
    drop: (group) => void send(child, `drop ${group}`).catch(() => {}),
    close: async () => {
      child.ref();
      child.stdin?.end();
      await ended;
    },
  };
}

/** The line is in the pipe when the promise resolves, and stays there for the reader if this process dies. */
async function send(child: ChildProcess, line: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdin!.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  });
}
