import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** Lambda gives processes a moment between SIGTERM and SIGKILL. */
const GRACE_MS = 500;
const LOOK_MS = 20;
const LAST_WORDS_MS = 200;

/** So much of the last output stands in the message of a crash. */
const LAST_OUTPUT_LINES = 5;

/**
 * Ends the group when the standard input of the shell closes, and so when this process is gone,
 * even if it was killed. The shell itself becomes the program.
 */
const ENDS_WITH_US = 'exec 3<&0; { cat <&3; kill -9 -$$; } >/dev/null 2>&1 & exec 3<&-; exec "$@" </dev/null';

/** How a program has ended. */
export interface ChildEnd {
  /** To be read after its name: such as "exited with code 1". */
  readonly how: string;
  /** The end of its output, in one line. */
  readonly lastOutput: string;
}

/** A running program with everything that it starts. */
export interface ChildGroup {
  /** Also the id of the process group. */
  readonly pid: number;
  readonly ended: Promise<ChildEnd>;
  /** Ends the whole group; returns when none is left that could do anything. */
  end(graceMs?: number): Promise<void>;
}

/** Starts a program in a process group of its own; its output goes on to ours, which is the function's log. */
export function startInGroup(command: string, env: NodeJS.ProcessEnv): ChildGroup {
  const child = spawn('sh', ['-c', ENDS_WITH_US, 'sh', command], { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text);
      lines.push(...text.trim().split('\n'));
      lines.splice(0, lines.length - LAST_OUTPUT_LINES);
    });
  }
  const pid = child.pid ?? 0;
  return {
    pid,
    ended: describeEnd(child, lines),
    end: async (graceMs = GRACE_MS) => {
      const deadline = Date.now() + graceMs;
      signalGroup(pid, 'SIGTERM');
      while (signalGroup(pid, 0) && Date.now() < deadline) await delay(LOOK_MS);
      // Who has lost their parent stay in the group, though dead, until the machine's first process takes notice: nobody waits for that.
      signalGroup(pid, 'SIGKILL');
    },
  };
}

/** Its last words may arrive after it has ended, and what it has started may keep its output open. */
async function describeEnd(child: ChildProcess, lines: readonly string[]): Promise<ChildEnd> {
  const closed = once(child, 'close');
  const [code, signal] = await once(child, 'exit') as [number | null, NodeJS.Signals | null];
  await Promise.race([closed, delay(LAST_WORDS_MS)]);
  return { how: signal ? `was ended by ${signal}` : `exited with code ${code}`, lastOutput: lines.join(' | ') || 'none' };
}

/** False where no process is left in the group. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
