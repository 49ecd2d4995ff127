import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The repository. */
export const ROOT = join(__dirname, '..', '..');

/** A line of `--json`: an event, or the result of a revision. */
export type DemoLine = Record<string, unknown> & { readonly event?: string };

/** How the demo ended. */
export interface DemoEnd {
  readonly code: number | null;
  readonly stdout: string[];
  readonly stderr: string;
}

/** The demo as `npm run demo` starts it; `onLine` sees each line of its standard output as it comes. */
export function startDemo(options: string[], onLine: (line: string, demo: ChildProcess) => void = () => {}): Promise<DemoEnd> {
  const demo = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts', ...options], {
    cwd: ROOT,
    // Asks for colours, which the demo keeps for terminals all the same.
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: string[] = [];
  let stderr = '';
  demo.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  createInterface({ input: demo.stdout }).on('line', (line) => {
    stdout.push(line);
    onLine(line, demo);
  });
  return once(demo, 'close').then(([code]) => ({ code, stdout, stderr }));
}

/** Follows the lines of `--json`. */
export function startJsonDemo(options: string[], onLine: (line: DemoLine, demo: ChildProcess) => void = () => {}): Promise<DemoEnd> {
  return startDemo(['--json', ...options], (line, demo) => onLine(JSON.parse(line), demo));
}

/** The results: the last lines, one for each revision. */
export function resultsOf({ stdout }: DemoEnd): DemoLine[] {
  return stdout.slice(-2).map((line) => JSON.parse(line));
}

/** Whether there is a process with this id. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
